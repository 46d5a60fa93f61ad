// Each kind of object keeps its kind's text without a prototype, with a foreign one, and with one
// that leads nowhere.
Error.stackTraceLimit = 0;
const kinds = {
  object: () => ({ a: 1 }),
  array: () => [1, , 2],
  map: () => new Map([['k', 1]]),
  set: () => new Set([1, 2]),
  weakMap: () => new WeakMap(),
  weakSet: () => new WeakSet(),
  weakRef: () => new WeakRef({}),
  promise: () => Promise.resolve(7),
  date: () => new Date(0),
  regExp: () => /x/gi,
  error: () => new RangeError('m'),
  number: () => new Number(-0),
  string: () => new String('ab'),
  symbol: () => Object(Symbol('s')),
  bigint: () => Object(3n),
  function: () => function f() {},
  async: () => async () => {},
  generatorFunction: () => function* g() {},
  class: () => class A {},
  generator: () => (function* () {})(),
  arrayIterator: () => [1].values(),
  mapIterator: () => new Map([[1, 2]]).entries(),
  arguments: () => (function () { return arguments; })(1, 2),
  bytes: () => new Uint8Array(2),
  buffer: () => new ArrayBuffer(2),
  view: () => new DataView(new ArrayBuffer(2)),
};
const prototypes = {
  null: () => null,
  plain: () => ({}),
  bare: () => Object.create(null),
  deep: () => Object.create(Object.create(null)),
};
for (const kind in kinds) {
  for (const prototype in prototypes) {
    const value = Object.setPrototypeOf(kinds[kind](), prototypes[prototype]());
    console.log(kind, prototype);
    console.log(value);
    console.log({ value });
    console.dir({ inner: { value } }, { depth: 1 });
  }
}
