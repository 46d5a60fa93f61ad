// A class is a constructor function with a prototype; its methods are not enumerable.
class Point {
  constructor(x, y) { this.x = x; this.y = y; }
  plus(o) { return new Point(this.x + o.x, this.y + o.y); }
  get norm() { return Math.sqrt(this.x ** 2 + this.y ** 2); }
  set norm(v) { const k = v / this.norm; this.x *= k; this.y *= k; }
  static of(...xy) { return new this(...xy); }
  static get origin() { return new this(0, 0); }
  ['com' + 'puted']() { return 'computed'; }
  *[Symbol.iterator]() { yield this.x; yield this.y; }
  toString() { return `(${this.x}, ${this.y})`; }
}
const p = Point.of(3, 4);
console.log(String(p), p.norm, [...p], p.computed());
p.norm = 10;
console.log(`${p.plus(Point.origin)}`);

console.log(typeof Point, Point.name, Point.length, Point.prototype.constructor === Point);
console.log(Object.keys(Point.prototype), Object.getOwnPropertyNames(Point.prototype));
console.log(Object.getOwnPropertyNames(Point));

// Strict inside, and only callable with new.
try { Point(1, 2); } catch (e) { console.log(e.message); }
class Strict { method() { return this; } }
const { method } = new Strict();
console.log(method());

// Methods are no constructors.
try { new p.plus(); } catch (e) { console.log(e.message); }

// Expressions: named inside only, or named by the variable.
const Outer = class Inner { who() { return Inner.name; } };
const Anonymous = class {};
console.log(new Outer().who(), typeof Inner, Anonymous.name);

// A constructor that returns an object replaces the instance; a primitive doesn't.
class Replaced { constructor(v) { this.kept = true; return v; } }
console.log(new Replaced({ other: 1 }), new Replaced(5));

// The name inside can't be changed.
class Fixed { change() { Fixed = null; } }
try { new Fixed().change(); } catch (e) { console.log(e.message); }
