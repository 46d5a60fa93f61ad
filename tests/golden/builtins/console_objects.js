// Objects: up to 72 characters on one line, else one property per line.
console.log({}, { a: 1 }, { a: 1, b: { c: 2 } }, { 'quoted-key': 1, valid_key: 2, 3: 4, 'with space': 5, 'é': 6, '1a': 7, $: 8 });
console.log({ a: 'x'.repeat(20), b: 'y'.repeat(20), c: 'z'.repeat(9) });
console.log({ a: 'x'.repeat(20), b: 'y'.repeat(20), c: 'z'.repeat(16) });
console.log({ a: 'x'.repeat(20), b: 'y'.repeat(20), c: 'z'.repeat(17) });
console.log({ a: 'x'.repeat(20), b: 'y'.repeat(20), c: 'z'.repeat(24) });
console.log({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }, { one: { two: 1 }, three: { four: 2 }, five: { six: 3 } });
console.log({ user: { name: 'Ann', tags: ['a', 'b'], address: { city: 'X', zip: '12345' } }, active: true });
console.log({ longPropertyNameNumberOne: 'value one', longPropertyNameNumberTwo: 'value two', n: { inner: 1 } });
console.log({ multi: 'line one\nline two', short: 1 });
console.log({ f() {}, g: () => {}, h: function named() {}, C: class {}, D: class Named extends Array {}, a: async () => {}, gen: function* () {}, ag: async function* () {} });
console.log({ a: { b: { c: { d: 1 } } } }, [[[[1]]]], { a: { b: { c: {} } } }, { a: { b: [[]] } }, [[[{}]]], [[[{ a: 1 }]]]);
console.log({ undefined: undefined, null: null, get: 1, set: 2, class: 3, function: 4 });
console.log([{ id: 1, name: 'first item', done: false }, { id: 2, name: 'second item', done: true }]);
console.log({ empty: [], nothing: {}, list: [{}], string: '' });
