// The options of console.dir.
const value = {
  name: 'x'.repeat(30),
  list: [1, 22, 333, 4444, 55555, 666666, 7777777, 88888888],
  nested: { a: { b: { c: { d: 1 } } } },
  map: new Map([['key', { deep: [1, 2, 3] }]]),
  set: new Set(['b', 'a']),
  get getter() { return { inner: 1 }; },
  set setter(value) {},
  get both() { return 5; },
  set both(value) {},
  get thrower() { throw new RangeError('no'); },
  [Symbol("it's")]: Symbol("it's"),
  text: 'one\ntwo\nthree lines of some length, to be split where it is narrow\n',
};
Error.stackTraceLimit = 0;
for (const options of [
  { depth: 0 }, { depth: null }, { depth: Infinity }, { depth: 1.5 }, { depth: undefined }, { depth: -1 },
  { compact: true }, { compact: false }, { compact: 0 }, { compact: 1 }, { compact: 10 },
  { breakLength: 40 }, { breakLength: 120 }, { breakLength: Infinity }, { breakLength: 0 }, { breakLength: 40, compact: true },
  { sorted: true }, { sorted: (a, b) => (a < b ? 1 : -1) },
  { getters: true }, { getters: 'get' }, { getters: 'set' }, { getters: 1 },
  { maxArrayLength: 3 }, { maxArrayLength: 0 }, { maxArrayLength: null }, { maxArrayLength: -1 },
  { maxStringLength: 5 }, { maxStringLength: 1 }, { maxStringLength: 0 }, { maxStringLength: null },
  { showHidden: true }, { colors: true }, { colors: true, showHidden: true, getters: true }, { unknown: 1 },
]) {
  console.log(options);
  console.dir(value, options);
}
console.log('sorted arrays keep their elements');
console.dir(Object.assign([3, 1, 2], { z: 1, b: 2, a: 3 }), { sorted: true });
console.log('inherited options are not looked at');
console.dir(value.nested, Object.create({ depth: 0 }));
