class Animal {
  constructor(name) { this.name = name; }
  speak() { return `${this.name} makes a sound`; }
  static create(...args) { return new this(...args); }
  get label() { return 'animal ' + this.name; }
}
class Dog extends Animal {
  speak() { return super.speak() + ': woof'; }
  get label() { return super.label + ' (dog)'; }
  static create(name) { return super.create(name.toUpperCase()); }
}
const d = Dog.create('rex');
console.log(d.speak(), '|', d.label, '|', d instanceof Animal, d.constructor.name);
console.log(Object.getPrototypeOf(Dog) === Animal, Object.getPrototypeOf(Dog.prototype) === Animal.prototype);

// The derived constructor: no `this` before super, and super once.
function attempt(f) {
  try { console.log(f()); } catch (e) { console.log(e.name + ': ' + e.message); }
}
attempt(() => new (class extends Animal { constructor() { this.x = 1; } })());
attempt(() => new (class extends Animal { constructor() { super(); super(); } })());
attempt(() => new (class extends Animal { constructor() { return { replaced: true }; } })().replaced);
attempt(() => new (class extends Animal { constructor() { return 1; } })());
attempt(() => new (class extends Animal { constructor() { const f = () => super('arrow'); f(); } })().name);

// extends null, an expression, or nothing that constructs.
class Null extends null { static s() { return 's'; } }
console.log(Object.getPrototypeOf(Null.prototype), Null.s());
attempt(() => new Null());
attempt(() => { class X extends (() => {}) {} });
attempt(() => { class X extends undefined {} });
attempt(() => { class X extends 5 {} });
const mixin = (Base) => class extends Base { mixed() { return 'mixed ' + this.name; } };
console.log(new (mixin(Animal))('m').mixed());

// Built-ins can be extended.
class Stack extends Array {
  peek() { return this[this.length - 1]; }
}
const s = new Stack();
s.push(1, 2);
console.log(s.length, s.peek(), s instanceof Array, s.map((x) => x) instanceof Stack, Array.isArray(s));
class MyError extends Error {
  constructor(message, code) { super(message); this.name = 'MyError'; this.code = code; }
}
const e = new MyError('went wrong', 7);
console.log(String(e), e.code, e instanceof Error);
