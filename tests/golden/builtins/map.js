// Map keeps any keys in order of insertion.
const m = new Map([['a', 1], [NaN, 'nan'], [0, 'zero']]);
const key = {};
console.log(m.set(key, 'object') === m, m.get(key), m.get({}), m.get(NaN), m.get(-0), m.size, m.has('b'), m.delete('a'), m.delete('a'));
m.set('b', 2).set('a', 'again').set(NaN, 'changed in place');
console.log([...m.keys()], [...m.values()], [...m.entries()].length, Object.is([...new Map([[-0, 1]]).keys()][0], 0));
m.forEach(function (value, k, map) { console.log(String(k), value, map === m, this.tag); }, { tag: 't' });
console.log(m);
m.clear();
console.log(m.size, m, m.get('b'));

// Changing it while iterating: deleted ones are skipped, new ones visited, cleared ends.
const live = new Map([[1, 'a'], [2, 'b'], [3, 'c']]);
const seen = [];
for (const [k] of live) { seen.push(k); if (k === 1) live.delete(2); if (k === 3 && live.size < 4) live.set(4, 'd').set(1, 'A'); if (k === 4) { live.delete(1); live.set(1, 'moved'); } if (seen.length > 6) break; }
console.log(seen, [...live]);
const it = live.keys();
it.next();
live.clear();
live.set('after clear', 1);
console.log(it.next(), it.next(), live.size);

// Many keys of all kinds, deleted and added again.
const big = new Map();
for (let i = 0; i < 1000; i++) { big.set(i, i); big.set('k' + i, i); big.set(i + 0.5, i); }
for (let i = 0; i < 1000; i += 2) { big.delete(i); big.delete('k' + i); }
let sum = 0;
for (const v of big.values()) sum += v;
console.log(big.size, sum, big.get('k7'), big.get(8), big.get(8.5), big.keys().next().value);
console.log(Map.groupBy([1, 2, 3], (n) => n % 2), Map.length, Map.name, new Map(null).size, new Map(new Map([[1, 2]])), Map.prototype.entries === Map.prototype[Symbol.iterator], String(m));
for (const f of [() => Map(), () => new Map([1]), () => new Map(5), () => Map.prototype.get.call({}, 1), () => Map.prototype.size, () => m.forEach(1)]) { try { f(); } catch (e) { console.log(e.message); } }
