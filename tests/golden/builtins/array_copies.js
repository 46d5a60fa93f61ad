// slice, concat, flat, flatMap, join, with, toSorted, toReversed, toSpliced leave the array alone.
const a = [1, 2, 3, 4];
console.log(a.slice(), a.slice(1), a.slice(-2), a.slice(1, -1), a.slice(3, 1), a.slice('1', NaN), a.slice(-9, 9));
console.log(a.concat(5, [6, [7]], 'str'), [].concat(), [1].concat([, 2]), [].concat({ length: 1, 0: 'x' }));
console.log([1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(Infinity), [1, , [2, , 3]].flat(), [[1]].flat(0), [1, 2].flatMap((x) => [x, [x * 10]]), [1].flatMap((x) => x));
console.log([1, null, undefined, [2, [3]], {}].join(), [1, 2].join(''), [1, 2].join(undefined), [].join(), [null].join(), [, ,].join('-'), String([1, [2, 3]]));
console.log(a.with(1, 'w'), a.with(-1, 'w'), a.toReversed(), [3, 1, 2].toSorted(), [3, 1, 2].toSorted((x, y) => y - x), a.toSpliced(1, 2, 'x'), [, 1].toReversed(), [, 1].with(1, 2), a);
for (const f of [() => a.with(4, 0), () => a.with(-5, 0), () => a.toSorted(1), () => [].concat.call(null)]) { try { f(); } catch (e) { console.log(e.name, e.message); } }

// A cycle joins as an empty string.
const c = [1];
c.push(c, 2);
console.log(c.join(), [c].toString());
console.log([1.5, -0, NaN, true, 'x'].toString(), [1, 2].toLocaleString(), [Symbol.iterator].length);
console.log([['b', 2], ['a', 1]].toString(), [[], [[]], {}].toString(), [() => 1].toString());
