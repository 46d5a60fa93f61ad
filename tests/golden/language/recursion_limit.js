// gc-stress: 100000 because the stack that each collection marks is deep
// Too deep recursion is a RangeError that can be caught.
function depth(n) { return n === 0 ? 0 : 1 + depth(n - 1); }
console.log(depth(7000));
const sum = (n) => (n < 1 ? 0 : n + sum(n - 1));
console.log(sum(7000));

function forever() { return forever() + 1; }
function attempt(label, f) {
  try {
    f();
    console.log(label, 'ended');
  } catch (e) {
    console.log(label, e instanceof RangeError, e.message);
  }
}
attempt('plain', forever);
attempt('mutual', function a() { (function b() { a(); })(); });
attempt('constructor', () => { class C { constructor() { new C(); } } new C(); });
attempt('getter', () => ({ get x() { return this.x; } }).x);
attempt('toString', () => { const o = { toString() { return '' + this; } }; return `${o}`; });
attempt('valueOf', () => { const o = { valueOf() { return +this; } }; return +o; });
attempt('callback', function m() { [1].map(m); });
attempt('sort', function s() { [2, 1].sort(s); });
attempt('generator', () => { function* g() { yield* g(); } g().next(); });
attempt('spread', function f() { f(...[1]); });
attempt('bound', () => { let f = () => g(); const g = (function () { return f(); }).bind(); g(); });
attempt('apply', function f() { f.apply(null, []); });
attempt('default', () => { const f = (a = f()) => a; f(); });
attempt('json', () => { const o = { toJSON() { return JSON.stringify(o); } }; JSON.stringify(o); });

// After that everything works as before, also in finally blocks.
let finals = 0;
function counted() { try { counted(); } finally { finals++; } }
attempt('finally', counted);
console.log(finals > 1000, depth(5000));
