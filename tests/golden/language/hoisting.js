// var and function declarations are there from the start of their function.
console.log(typeof later, later());
function later() { return 'hoisted'; }

console.log(v);
var v = 1;
console.log(v);

// The last declaration of a name wins, and a var without a value doesn't touch it.
function twice() { return 1; }
function twice() { return 2; }
var twice;
console.log(twice());

// A parameter and a var of the same name are one variable.
function parameter(x) {
  var x;
  return x;
}
console.log(parameter('given'));

// A function in the body beats a parameter.
function body(f) {
  return typeof f;
  function f() {}
}
console.log(body(1));

// var goes up through blocks, loops and catch.
function blocks() {
  if (true) { var a = 1; }
  for (var b = 0; b < 1; b++) { var c = 'c'; }
  try { throw 1; } catch (e) { var d = e + 1; }
  return [a, b, c, d];
}
console.log(blocks());

// A named function expression sees its own name, and can't change it.
const fact = function self(n) {
  self = null;
  return n < 2 ? 1 : n * self(n - 1);
};
console.log(fact(5), typeof self);
