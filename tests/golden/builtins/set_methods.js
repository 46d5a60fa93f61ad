// union, intersection, difference, symmetricDifference and the three comparisons.
const a = new Set([1, 2, 3, 4]), b = new Set([6, 4, 2]);
console.log(a.union(b), a.intersection(b), a.difference(b), a.symmetricDifference(b), b.symmetricDifference(a));
console.log(new Set([2, 4]).isSubsetOf(a), a.isSubsetOf(b), a.isSupersetOf(new Set([1])), a.isDisjointFrom(new Set([9])), a.isDisjointFrom(b), new Set().isSubsetOf(a), a.union(a).size);
console.log(a, b);

// The other side may be anything set-like; the smaller side is walked.
const log = [];
const like = (values) => ({ get size() { log.push('size'); return values.length; }, has(v) { log.push('has ' + v); return values.includes(v); }, keys() { log.push('keys'); return values[Symbol.iterator](); } });
console.log(a.intersection(like([2, 9])), log.splice(0), a.intersection(like([1, 2, 3, 4, 5])), log.splice(0), a.difference(like([1, 9, 9, 9, 9])), log.splice(0));
console.log(a.union(new Map([['k', 'v']])), a.isSubsetOf(like([1])), log.splice(0), a.isSupersetOf(like([1, 2])), log.splice(0));
for (const bad of [[1, 2], {}, { size: NaN }, { size: -1 }, 5, null]) { try { a.union(bad); } catch (e) { console.log(e.name + ': ' + e.message); } }
