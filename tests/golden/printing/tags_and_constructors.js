// What an object is called: constructors that were tampered with, tags, names that aren't strings.
class Plain {}
class Tagged { get [Symbol.toStringTag]() { return 'Tag'; } }
class Same { get [Symbol.toStringTag]() { return 'Same'; } }
class SameToo { get [Symbol.toStringTag]() { return 'Same'; } }
class Samedi { get [Symbol.toStringTag]() { return 'Same'; } }
class Numbered { static name = 42; x = 1; }
class Unnamed { static name = ''; x = 1; }
class Method { static name() {} }
for (const value of [new Plain(), new Tagged(), new Same(), new SameToo(), new Samedi(), new Numbered(), new Unnamed(),
  Plain, Tagged, Numbered, Unnamed, Method, new Method()]) {
  console.log(value);
  console.log([value, { value }]);
}
const own = { a: 1 };
own.constructor = null;
console.log(own);
const map = new Map([[1, 2]]);
map.constructor = class Other {};
console.log(map);
const hidden = (object, key, value) => Object.defineProperty(object, key, { value, configurable: true });
for (const make of [() => ({}), () => [], () => new Map(), () => function f() {}, () => class C {}, () => Promise.resolve(), () => new Date(0)]) {
  const tagged = make();
  tagged[Symbol.toStringTag] = 'Listed';
  console.log(tagged);
  console.log(hidden(make(), Symbol.toStringTag, 'Hidden'));
  console.log(hidden(make(), Symbol.toStringTag, 5));
  console.log(hidden(make(), 'constructor', undefined));
  console.log(hidden(make(), 'constructor', Map));
  console.log(Object.defineProperty(make(), Symbol.toStringTag, { get() { throw 1; } }));
}
console.log(Object.create({ constructor: 1 }), Object.create({ constructor: function Fake() {} }), Object.create(Plain.prototype));
