// Which object an error names that tells of a property with a getter only: what has the property.
'use strict';
const here = (f) => {
  try { f(); console.log('fine'); } catch (e) { console.log(e.message); }
};
class A { get x() { return 1; } static get s() { return 1; } }
class B extends A {}
here(() => { new A().x = 1; });
here(() => { new B().x = 1; });
here(() => { B.s = 1; });
here(() => { Object.create({ get x() { return 1; } }).x = 1; });
here(() => { Object.create(Object.create(new B())).x = 1; });
here(() => { Object.defineProperty([], 'x', { get() {} }).x = 1; });
here(() => { Object.create(Object.defineProperty([], 'x', { get() {} })).x = 1; });
Object.defineProperty(Array.prototype, 'q', { get() {}, configurable: true });
here(() => { [].q = 1; });
Object.defineProperty(Object.prototype, 0, { get() {}, configurable: true });
here(() => { [][0] = 1; });
here(() => { [].push(1); });
delete Object.prototype[0];
// An array of one element is sorted without a look at it.
here(() => { Object.freeze([1]).sort(); });
here(() => { Object.freeze([2, 1]).sort(); });
here(() => { [{ toString() { throw new Error('never'); } }].sort(); });
