// `with` puts an object's properties in front of the scope (sloppy mode only).
const o = { a: 1, b: 2, m() { return this === o; } };
var a = 'outer', c = 'outer c';
with (o) {
  console.log(a, b, c, m());
  a = 10;
  c = 'changed';
  var d = 'declared outside';
  let inner = b + 1;
  console.log(inner);
}
console.log(o, c, d);

// Closures keep it; properties that come and go are looked up anew.
let get;
with (o) { get = () => typeof late; }
console.log(get());
o.late = 1;
console.log(get());

// Symbol.unscopables hides names.
with ({ hidden: 1, seen: 2, [Symbol.unscopables]: { hidden: true } }) console.log(typeof hidden, seen);
with ([1, 2]) console.log(length, typeof values, join('-'));
with ('text') console.log(length);
try { with (null) {} } catch (e) { console.log(e.name, e.message); }

// Nested, with assignment to missing names going outwards.
with ({ x: 1 }) with ({ y: 2 }) { x = y; y = x + 1; console.log(x, y); }
with (o) { (function () { a = 'from a function'; })(); }
console.log(o.a, a);
