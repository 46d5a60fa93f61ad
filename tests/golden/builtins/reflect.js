// The internal methods as functions: they say whether it worked, where Object's throw.
const frozen = Object.freeze({ a: 1 });
console.log(Reflect.defineProperty(frozen, 'b', {}), Reflect.deleteProperty(frozen, 'a'), Reflect.set(frozen, 'a', 2), Reflect.setPrototypeOf(frozen, null));
console.log(Reflect.has({ a: 1 }, 'toString'), Reflect.isExtensible(frozen), Reflect.preventExtensions({}), Reflect.getPrototypeOf([]) === Array.prototype);
console.log(Reflect.ownKeys({ b: 1, 2: 1, [Symbol.iterator]: 1, a: 1, 1: 1 }), Reflect.getOwnPropertyDescriptor(frozen, 'a'));

// Receivers.
const source = { get self() { return this.name; }, set self(value) { this.name = value; }, name: 'source' };
const receiver = { name: 'receiver' };
console.log(Reflect.get(source, 'self'), Reflect.get(source, 'self', receiver));
console.log(Reflect.set(source, 'self', 'new', receiver), source.name, receiver.name);
console.log(Reflect.set({}, 'x', 1, receiver), receiver.x, Reflect.set({}, 'x', 1, 1), Reflect.set(Object.create(frozen), 'a', 1));

console.log(Reflect.apply(Math.max, null, [1, 3, 2]), Reflect.apply(String.prototype.slice, 'hello', { length: 1, 0: 3 }));
class A { constructor(x) { this.x = x; this.target = new.target.name; } }
class B extends A {}
console.log(Reflect.construct(A, [1]).target, Reflect.construct(A, [1], B) instanceof B, Reflect.construct(Date, [0], B) instanceof Date);
for (const bad of [() => Reflect.get(1), () => Reflect.ownKeys(), () => Reflect.construct(() => {}, []), () => Reflect.construct(A, [], 1), () => Reflect.apply(A), () => Reflect.apply(1), () => Reflect.setPrototypeOf({}, 1), () => Reflect.construct(A)]) {
  try { bad(); } catch (error) { console.log(`${error.name}: ${error.message}`); }
}
console.log(Object.prototype.toString.call(Reflect), typeof Reflect);
