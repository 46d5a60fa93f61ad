// forEach, map, filter, reduce, reduceRight, keys, values, entries.
const a = [1, 2, 3];
const log = [];
console.log(a.forEach((v, i, all) => log.push(`${i}:${v}:${all === a}`)), log);
console.log(a.map((x) => x * 2), a.map(String), ['1', '2', '3'].map(Number), ['10', '10', '10'].map(parseInt), [1, , 3].map((x) => x + 1), a.map(() => {}));
console.log(a.filter((x) => x > 1), [0, '', null, 5].filter(Boolean), [1, , 3].filter(() => true));
console.log(a.reduce((s, x) => s + x), a.reduce((s, x) => s + x, '>'), a.reduceRight((s, x) => s + x, ''), [7].reduce(() => 'never'), [].reduce((x) => x, 'init'), [, 5, ,].reduce((x) => x));
try { [].reduce((x) => x); } catch (e) { console.log(e.message); }
try { [, ,].reduceRight((x) => x); } catch (e) { console.log(e.message); }
console.log([...a.keys()], [...a.entries()], [...[, 'x'].entries()], [...a.values()].length, a[Symbol.iterator] === a.values);
console.log(a.map(function () { return this.k; }, { k: 'this' }));

// Elements appended meanwhile are not visited; changed ones are seen; errors leave at once.
const grow = [1, 2];
console.log(grow.map((x) => { grow.push(x); grow[1] = 'changed'; return x; }), grow);
try { a.forEach((x) => { if (x === 2) throw new Error('stop at ' + x); }); } catch (e) { console.log(e.message); }

// Methods call through any array-like, and strings.
console.log([].map.call('abc', (c) => c + c), [].filter.call({ length: 3, 0: 1, 2: 3 }, () => true), [].reduce.call('abc', (s, c) => c + s));
console.log(Array.prototype.concat.length, [].map.length, [].push.length, [].indexOf.name, Array.name, Array.length);
console.log(Object.getOwnPropertyNames(Array.prototype).sort().join(' '));
console.log(Object.keys(Array.prototype[Symbol.unscopables]).sort().join(' '));
