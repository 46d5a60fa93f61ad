// JSON.stringify: what it leaves out, converts and calls.
console.log(JSON.stringify({ a: 1, b: 'two', c: [true, null], d: undefined, e: () => 1, f: Symbol(), g: NaN, h: -0, i: new Date(0), j: Infinity }));
console.log(JSON.stringify([undefined, () => 1, Symbol(), NaN, , 1]), JSON.stringify(undefined), JSON.stringify(() => 1), JSON.stringify(null), JSON.stringify('s'), JSON.stringify(Symbol()));
console.log(JSON.stringify({ n: new Number(1), s: new String('s'), b: new Boolean(false), m: new Map([[1, 2]]), set: new Set([1]), e: new Error('x'), r: Object.create({ inherited: 1 }) }));
console.log(JSON.stringify('"\\\b\f\n\r\t\u0001\u007f\u2028é😀\ud800'), JSON.stringify({ 'ke"y': 1, '': 2 }));

// Indentation: a number up to 10, or up to 10 characters.
const o = { a: [1, { b: 2 }], empty: {}, none: [], s: 's' };
console.log(JSON.stringify(o, null, 2));
console.log(JSON.stringify([1, [2]], null, '--'), JSON.stringify([1], null, 20).length, JSON.stringify([1], null, 'x'.repeat(20)).length, JSON.stringify({ a: 1 }, null, 0), JSON.stringify({ a: 1 }, null, ''));

// A list of keys, or a replacer function.
console.log(JSON.stringify({ a: 1, b: { a: 2, c: 3 }, 5: 4 }, ['b', 'a', 5, 'a']), JSON.stringify({ a: 1 }, []));
console.log(JSON.stringify({ a: 1, b: [2, 'x'] }, (k, v) => (typeof v === 'number' ? v * 10 : v)), JSON.stringify({ a: 1, b: 2 }, (k, v) => (k === 'a' ? undefined : v)));
const log = [];
JSON.stringify({ x: [1], y: { z: 2 } }, function (k, v) { log.push(`${JSON.stringify(k)} in ${Array.isArray(this) ? 'array' : Object.keys(this)}`); return v; });
console.log(log.join(' | '));

// toJSON, getters, and errors.
console.log(JSON.stringify({ toJSON(k) { return 'from toJSON ' + k; } }), JSON.stringify({ k: { toJSON: (k) => k } }), JSON.stringify({ get g() { return 1; } }), JSON.stringify({ toJSON: 5 }));
const cyclic = { name: 'c', list: [] };
cyclic.list.push({ back: cyclic });
try { JSON.stringify(cyclic); } catch (e) { console.log(e.name + ': ' + e.message); }
try { JSON.stringify({ get x() { throw new Error('getter'); } }); } catch (e) { console.log(e.message); }
const shared = { v: 1 };
console.log(JSON.stringify([shared, shared]), JSON.stringify(Object.create(null)), JSON.stringify({ __proto__: { a: 1 }, b: 2 }), Object.prototype.toString.call(JSON));
