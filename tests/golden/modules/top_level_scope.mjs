// Nothing of a module's top level is global.
var v = 1;
function f() {}
console.log(globalThis.v, globalThis.f, typeof v, typeof f, typeof arguments, typeof exports, typeof __filename);
console.log((function () { return this; })(), (() => this)(), eval('this'));
