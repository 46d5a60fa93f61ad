// All that console.table takes.
const tables = [
  [1, 'two', null], [[1, 2], [3, , 4]], [{ a: 1, b: 2 }, { b: 3, c: 4 }], { x: { v: 1 }, y: { v: 2 } }, { a: 1, b: 'x' },
  [], {}, [[]], [{}], new Map([['k', 1], [{ o: 1 }, [1, 2, 3, 4]]]), new Set(['a', { b: 1 }]),
  new Map([[1, 2]]).entries(), new Map([[1, 2]]).keys(), new Map([[1, 2]]).values(), new Set([1]).values(), new Set([1]).entries(),
  new Uint8Array([1, 2]), [new Uint8Array([1, 2, 3, 4])], [{ a: new Uint8Array(5), b: [1, 2, 3, 4], c: { x: 1, y: 2 }, d: { x: 1, y: 2, z: 3 } }],
  [1, { a: 1 }, 'x', { b: 2 }], [() => {}, class A {}], [{ 10: 'a', b: 1, 2: 'c' }], [{ [Symbol('s')]: 1, a: 2 }],
  ['日本', 'é', '😀'], [{ 日本: 1 }], [new Date(0), /x/], [{ a: { b: { c: 1 } } }], [-0, 5n, Symbol('s'), undefined], new Proxy([1], {}),
  'text', 5, null, undefined, () => {},
];
for (const table of tables) console.table(table);
console.table([{ a: 1, b: 2 }, { a: 3 }], ['b']);
console.table([{ a: 1, b: 2 }, 5], ['b', 'missing']);
console.table([1, 2], ['a']);
console.table([[1, 2], [3, 4]], ['1']);
console.table([{ a: 1 }], []);
console.table(new Map([[1, 2]]), ['a']);
console.table([(() => {}), 'text'], ['length']);
for (const properties of ['a', 5, null, {}, new Set(['a'])]) {
  try {
    console.table([1], properties);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
