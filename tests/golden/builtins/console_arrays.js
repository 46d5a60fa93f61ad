// Arrays of more than six entries are arranged in columns.
console.log([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 7]);
console.log(Array.from({ length: 30 }, (_, i) => i));
console.log(Array.from({ length: 30 }, (_, i) => i * i * i));
console.log(Array.from({ length: 20 }, (_, i) => 'item ' + i));
console.log(Array.from({ length: 10 }, (_, i) => 'x'.repeat(i)));
console.log(Array.from({ length: 8 }, (_, i) => 'y'.repeat(i * 5)));
console.log([1.5, 22.25, -3, 100, 5, 6, 7, 1000000], ['a', 1, null, undefined, true, 'b', {}], [[1], [2], [3], [4], [5], [6], [7]]);
console.log(Array.from({ length: 7 }, (_, i) => ({ i })), Array.from({ length: 7 }, () => []));
console.log(Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i)), [true, false, true, false, true, false, true, false]);
console.log({ nested: Array.from({ length: 12 }, (_, i) => i * 1000), deep: { deeper: Array.from({ length: 9 }, (_, i) => 'v' + i) } });
console.log([['a', 'b'], ['c', 'd']], [[], [[]]], [[1, 2, [3, 4, [5, [6]]]]], ['漢字', 'é', '😀😀', 'a', 'b', 'c', 'dd', 'eeee']);
console.log([undefined, null, NaN, -0, 0, Infinity, 'x', Symbol('s')]);
