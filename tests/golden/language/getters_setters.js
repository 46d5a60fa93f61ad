// Accessors run code on reading and writing.
const temperature = {
  celsius: 100,
  get fahrenheit() { return this.celsius * 9 / 5 + 32; },
  set fahrenheit(f) { this.celsius = (f - 32) * 5 / 9; },
};
console.log(temperature.fahrenheit);
temperature.fahrenheit = 32;
console.log(temperature.celsius);
temperature.fahrenheit += 18;
console.log(temperature.celsius);

// On the prototype chain, with the receiver as `this`; writes reach the setter.
const heir = Object.create(temperature, { celsius: { value: 10, writable: true } });
heir.fahrenheit = 212;
console.log(heir.celsius, temperature.celsius, Object.keys(heir).length);

// Only a getter: writes are ignored, or throw in strict mode. Only a setter: undefined.
const half = { get g() { return 1; }, set s(v) {} };
half.g = 2;
console.log(half.g, half.s);
(() => {
  'use strict';
  try { half.g = 2; } catch (e) { console.log(e.message); }
})();

// A read-only property of the prototype can't be shadowed by assignment.
const frozen = Object.freeze({ fixed: 1 });
const child = Object.create(frozen);
child.fixed = 2;
console.log(child.fixed, Object.hasOwn(child, 'fixed'));

// Names: strings, numbers, computed, keywords.
const names = { get 'a b'() { return 1; }, get 7() { return 2; }, get ['c' + 1]() { return 3; }, get get() { return 4; }, get if() { return 5; } };
console.log(names['a b'], names[7], names.c1, names.get, names.if);

// The last definition counts; data and accessor replace each other.
const last = { get x() { return 'getter'; }, x: 'data' };
const last2 = { x: 'data', get x() { return 'getter'; } };
console.log(last.x, last2.x);
// A primitive receiver.
Object.defineProperty(Number.prototype, 'strictThis', { get() { 'use strict'; return typeof this; }, configurable: true });
Object.defineProperty(Number.prototype, 'sloppyThis', { get() { return typeof this; }, configurable: true });
console.log((5).strictThis, (5).sloppyThis);
