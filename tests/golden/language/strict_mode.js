// 'use strict' turns silent mistakes into errors.
function attempt(label, f) {
  try { console.log(label, f()); } catch (e) { console.log(label, '-', e.name + ': ' + e.message); }
}
const frozen = Object.freeze({ x: 1, list: [1] });
const sealed = Object.preventExtensions({ y: 1 });
function sloppy() {
  attempt('undeclared', () => (undeclaredName = 1));
  attempt('frozen', () => (frozen.x = 2, frozen.x));
  attempt('new property', () => (sealed.z = 1, sealed.z));
  attempt('delete', () => delete frozen.x);
  attempt('primitive', () => ('s'.p = 1));
  attempt('length of a string', () => ('abc'.length = 1));
  attempt('array length', () => (Object.freeze([1]).length = 0));
  attempt('this', function () { return this === globalThis; });
  attempt('NaN', () => (NaN = 1));
}
function strict() {
  'use strict';
  attempt('undeclared', () => (undeclaredName2 = 1));
  attempt('frozen', () => (frozen.x = 2));
  attempt('new property', () => (sealed.z = 1));
  attempt('delete', () => delete frozen.x);
  attempt('primitive', () => ('s'.p = 1));
  attempt('length of a string', () => ('abc'.length = 1));
  attempt('array length', () => (Object.freeze([1]).length = 0));
  attempt('array element', () => (Object.freeze([1])[0] = 2));
  attempt('this', function () { return this; });
  attempt('NaN', () => (NaN = 1));
  attempt('function name', function named() { named = 1; });
  attempt('getter only', () => ({ get g() { return 1; } }.g = 2));
  attempt('arguments', (a) => 'fine');
}
sloppy();
console.log('--');
strict();
