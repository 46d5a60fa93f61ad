// Tables of rows.
console.table([{ a: 1, b: 'x' }, { a: 2, c: true }]);
console.table([[1, 2], [3, 4]]);
console.table(['p', 'q']);
console.table({ r1: { c: 1 }, r2: { c: 2 } });
console.table([{ name: 'Ann', age: 30 }, { name: 'Bob', age: 5 }], ['name']);
console.table(new Map([['k', 1], ['l', { m: 2 }]]));
console.table(new Set(['s']));
console.table([]);
console.table('no table');
console.table(5);
console.table([{ f: () => {}, o: { p: 1 }, l: [1, 2], u: undefined }]);
console.table([['漢字', 'é'], [1.5, null]]);
