// Set keeps values once, in order of insertion.
const s = new Set([3, 1, 3, NaN, NaN, 0, -0, '1']);
console.log(s, s.size, s.has('1'), s.has(2), s.add(5) === s, s.delete(3), s.delete(3), [...s]);
s.forEach((v, same, set) => { if (v !== same && v === v) console.log('never'); if (set !== s) console.log('never'); });
console.log([...s.keys()].length, [...s.entries()][0], s.keys === s.values, s.values === s[Symbol.iterator], new Set('hello'), new Set(null).size);
const live = new Set([1, 2, 3]);
const seen = [];
for (const v of live) { seen.push(v); live.delete(v); if (v < 3) live.add(v + 10); }
console.log(seen, live);
live.clear();
console.log(live, [...live].length, new Set([[], []]).size, new Set([new Set()]));
class Tags extends Set { add(v) { return super.add(String(v).toLowerCase()); } }
console.log(new Tags(['A', 'a', 'B']), new Tags() instanceof Set, Object.prototype.toString.call(s));
for (const f of [() => Set(), () => new Set(5), () => Set.prototype.add.call(new Map(), 1), () => s.forEach()]) { try { f(); } catch (e) { console.log(e.message); } }
