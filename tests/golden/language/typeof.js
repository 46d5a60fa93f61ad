// typeof never throws, except in the dead zone.
const values = { undefined: undefined, null: null, true: true, zero: 0, NaN, string: '', symbol: Symbol(), object: {}, array: [],
  function: function () {}, arrow: () => {}, class: class {}, generator: function* () {}, method: { m() {} }.m, async: async () => {},
  builtin: Math.max, Math, JSON, error: new Error(), date: new Date(0), boxed: new String(''), map: new Map(), promise: Promise.resolve() };
for (const name in values) console.log(name.padEnd(10), typeof values[name]);
console.log(typeof undeclared, typeof typeof 1, typeof (() => 1)());
console.log(typeof globalThis, typeof console, typeof process, typeof require, typeof module, typeof exports);
console.log(typeof new Number(1), typeof Number('1'), typeof Object(1), typeof Symbol.iterator);
console.log(typeof 1 + 1, typeof (1 + 1), typeof -1, typeof !1, -typeof 1);
