// Holes are counted; extra properties and negative keys follow the entries.
console.log([, 1], [1, , 2, , , 3], new Array(5), [, ,], [undefined, ,], Object.assign([1, 2], { extra: 'x', '-1': 'minus' }));
const sparse = [];
sparse[1000] = 'far';
console.log(sparse, [sparse], Object.assign([], { only: 1 }), Object.assign([, 1], { [Symbol('s')]: 2 }));
console.log(Array.from({ length: 8 }, (_, i) => i).concat(new Array(3), 1), [, , , , , , , ,]);
const long = new Array(200);
long[150] = 1;
console.log(long);
