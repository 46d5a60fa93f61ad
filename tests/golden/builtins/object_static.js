// Object.keys, values, entries, assign, fromEntries, groupBy, is, hasOwn.
const o = { b: 1, a: 2, 1: 'one', [Symbol('s')]: 3 };
console.log(Object.keys(o), Object.values(o), Object.entries(o));
console.log(Object.keys('hi'), Object.values('hi'), Object.entries([7]), Object.keys(5));
console.log(Object.assign({ x: 1 }, null, { y: 2 }, 'z', undefined, 7, { x: 3 }));
console.log(Object.fromEntries([['a', 1], ['b', 2]]), Object.fromEntries(new Map([['k', 'v']])));
console.log(Object.groupBy([1, 2, 3, 4], (n) => (n % 2 ? 'odd' : 'even')));
console.log(Object.is(NaN, NaN), Object.is(0, -0), Object.hasOwn(o, 'b'), Object.hasOwn(o, 'toString'));
console.log(Object(1) instanceof Number, Object('s').length, Object(null), new Object(5) + 1, Object(o) === o);
for (const f of [() => Object.keys(null), () => Object.entries(undefined), () => Object.fromEntries([1]), () => Object.fromEntries(5), () => Object.assign(null), () => Object.groupBy([], 1)]) {
  try { f(); } catch (e) { console.log(e.name + ': ' + e.message); }
}

// assign uses setters and reads getters, in order, and stops at an error.
const log = [];
const target = { set a(v) { log.push('set a ' + v); }, set b(v) { throw new Error('b'); } };
try { Object.assign(target, { get a() { log.push('get a'); return 1; } }, { b: 2, c: 3 }); } catch (e) { log.push(e.message); }
console.log(log, 'c' in target);
