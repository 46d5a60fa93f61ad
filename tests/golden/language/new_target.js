// new.target is the constructor that `new` named, or undefined in a call.
function F() { return new.target; }
console.log(F(), new.target === undefined);
function G() { this.t = new.target === G; }
console.log(new G().t);

// In a chain of classes it is the most derived one.
class Shape {
  constructor() {
    if (new.target === Shape) throw new TypeError('Shape is abstract');
    this.kind = new.target.name;
  }
}
class Circle extends Shape {}
console.log(new Circle().kind);
try { new Shape(); } catch (e) { console.log(e.message); }

// Arrows inherit it; methods have none.
function viaArrow() { return (() => new.target)(); }
console.log(viaArrow(), typeof new viaArrow());
console.log({ m() { return new.target; } }.m());

// Calling with an instance is still a call.
function Old(x) {
  if (!new.target) return new Old(x);
  this.x = x;
}
console.log(Old(1).x, Old.call({}, 2).x);

// A bound function passes the target through.
const Bound = G.bind(null);
console.log(new Bound().t);
