// Subclasses of Array make their own kind; Symbol.species can change that.
class Mine extends Array { sum() { return this.reduce((a, b) => a + b, 0); } }
const m = Mine.of(1, 2, 3);
console.log(m, m.sum(), m.map((x) => x * 2), m.filter(Boolean).sum(), m.slice(1) instanceof Mine, m.concat([4]).sum(), Mine.from('12').constructor.name);
console.log(m.splice(0, 1), m.flat() instanceof Mine, m.toSorted() instanceof Mine, m.with(0, 1) instanceof Mine, m.length, Array.isArray(m));
class Plain extends Array { static get [Symbol.species]() { return Array; } }
console.log(new Plain(1, 2, 3).map((x) => x) instanceof Plain, Plain.from([1]) instanceof Plain, Array[Symbol.species] === Array);
class Holder extends Array { constructor(n) { super(); this.n = n; } }
const h = new Holder(5);
h.push('x');
console.log(h, h.length, h.n);
console.log(Array.from.call(Object, [1]), Array.of.call(function (n) { this.made = n; }, 'a', 'b'));
const a = [1, 2];
a.constructor = { [Symbol.species]: null };
console.log(a.map((x) => x), a.slice().constructor === Array);
a.constructor = 5;
try { a.map((x) => x); } catch (e) { console.log(e.message); }
