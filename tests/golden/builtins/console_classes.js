// Instances carry their class; null prototypes and tags are shown too.
class Point { constructor(x, y) { this.x = x; this.y = y; } }
class Point3 extends Point { #hidden = 1; z = 0; }
console.log(new Point(1, 2), new Point3(1, 2), new (class {})(), new (class Empty {})(), [new Point(0, 0)]);
console.log(Object.create(null), Object.create({}), Object.create(Point.prototype), Object.assign(Object.create(null), { a: 1 }), Object.create(Object.create(null)), Object.create(new Point(1, 2)));
console.log({ [Symbol.toStringTag]: 'Tag' }, new (class Tagged { get [Symbol.toStringTag]() { return 'Other'; } })(), new (class Same { get [Symbol.toStringTag]() { return 'Same'; } })());
function Old() { this.a = 1; }
Old.prototype.method = function () {};
console.log(new Old(), new (function () {})(), Object.setPrototypeOf({ a: 1 }, Old.prototype));
console.log({ constructor: 'fake' }, { constructor: { name: 'Fake' } }, Point.prototype, Point3.prototype, Object.prototype, Array.prototype, Function.prototype);
class L extends Array {}
class M extends Map {}
class S extends Set {}
class E extends Error {}
class P extends Promise {}
class F extends Function {}
console.log(L.of(1, 2), new M([[1, 2]]), new S([1]), P.resolve(1), new F(), Object.setPrototypeOf([1], null), Object.setPrototypeOf(new Map(), null));
console.log(globalThis === global, Math, JSON, [Math].length, Symbol.prototype, Promise.prototype, Map.prototype);
