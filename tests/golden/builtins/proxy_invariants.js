// What a trap may not claim about its target.
'use strict';
const frozen = Object.freeze({ x: 1, get y() { return 2; } });
const closed = Object.preventExtensions({ x: 1 });
const cases = [
  [frozen, { get: () => 2 }, (p) => p.x],
  [Object.freeze({ set x(v) {} }), { get: () => 2 }, (p) => p.x],
  [frozen, { set: () => true }, (p) => { p.x = 2; }],
  [frozen, { set: () => true }, (p) => { p.y = 2; }],
  [{}, { set: () => false }, (p) => { p.z = 2; }],
  [frozen, { has: () => false }, (p) => 'x' in p],
  [closed, { has: () => false }, (p) => 'x' in p],
  [frozen, { deleteProperty: () => true }, (p) => delete p.x],
  [closed, { deleteProperty: () => true }, (p) => delete p.x],
  [{}, { deleteProperty: () => false }, (p) => delete p.x],
  [frozen, { ownKeys: () => ['x'] }, Object.keys],
  [closed, { ownKeys: () => ['x', 'z'] }, Object.keys],
  [{}, { ownKeys: () => ['z', 'z'] }, Object.keys],
  [{}, { ownKeys: () => [1] }, Object.keys],
  [{}, { ownKeys: () => 1 }, Object.keys],
  [{}, { getPrototypeOf: () => 1 }, Object.getPrototypeOf],
  [closed, { getPrototypeOf: () => null }, Object.getPrototypeOf],
  [closed, { setPrototypeOf: () => true }, (p) => Reflect.setPrototypeOf(p, null)],
  [{}, { isExtensible: () => false }, Object.isExtensible],
  [{}, { preventExtensions: () => true }, Object.preventExtensions],
  [{}, { preventExtensions: () => false }, Object.preventExtensions],
  [{}, { getOwnPropertyDescriptor: () => 1 }, (p) => Object.hasOwn(p, 'x')],
  [frozen, { getOwnPropertyDescriptor() {} }, (p) => Object.hasOwn(p, 'x')],
  [closed, { getOwnPropertyDescriptor() {} }, (p) => Object.hasOwn(p, 'x')],
  [{}, { getOwnPropertyDescriptor: () => ({ value: 1 }) }, (p) => Object.hasOwn(p, 'x')],
  [frozen, { getOwnPropertyDescriptor: () => ({ value: 2 }) }, (p) => Object.hasOwn(p, 'x')],
  [{}, { defineProperty: () => false }, (p) => Object.defineProperty(p, 'x', {})],
  [{}, { defineProperty: () => true }, (p) => Object.defineProperty(p, 'x', { configurable: false })],
  [closed, { defineProperty: () => true }, (p) => Object.defineProperty(p, 'z', {})],
  [frozen, { defineProperty: () => true }, (p) => Object.defineProperty(p, 'x', { value: 2 })],
  [class {}, { construct: () => 1 }, (p) => new p()],
  [{}, { get: 1 }, (p) => p.x],
];
for (const [target, handler, use] of cases) {
  try { console.log(use(new Proxy(target, handler))); } catch (error) { console.log(`${error.name}: ${error.message}`); }
}
for (const args of [[], [1, {}], [{}, 1]]) {
  try { new Proxy(...args); } catch (error) { console.log(error.message); }
}
