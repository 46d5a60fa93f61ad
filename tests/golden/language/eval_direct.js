// Direct eval sees and extends the scope of its caller.
var x = 'outer';
function f(y) {
  const z = 'const';
  eval('var made = y + z; y = "changed"');
  return [made, y, eval('x'), eval('this === globalThis'), eval('arguments.length')];
}
console.log(f('param'));

// Strict: its variables stay inside.
function strict() {
  'use strict';
  eval('var inside = 1');
  return typeof inside;
}
console.log(strict());
function strictCode() { eval('"use strict"; var inside = 1'); return typeof inside; }
console.log(strictCode());

// let and const stay inside in any case; functions come out.
function lexical() { eval('let l = 1; const c = 2; function fn() { return l + c; }'); return [typeof l, fn()]; }
console.log(lexical());

// Closures made by eval keep the scope; variables of eval can be deleted.
function maker(n) { return eval('() => ++n'); }
const m = maker(5);
console.log(m(), m());
console.log((() => { eval('var d = 1'); return [delete d, typeof d]; })());

// In methods: this, super, new.target.
class A { who() { return 'A'; } }
class B extends A { who() { return eval('super.who() + this.constructor.name'); } constructor() { super(); this.t = eval('new.target.name'); } }
console.log(new B().who(), new B().t);
for (const code of ['let x = 1; let x', 'break', 'super.x']) { try { eval(code); } catch (e) { console.log(e.name); } }
const alias = eval;
console.log(((x) => [eval('x'), alias('typeof x')])('local'));
