// A closure keeps the variable itself, not the value it had.
function counter() {
  let n = 0;
  return { up: () => ++n, down: () => --n, get: () => n };
}
const a = counter();
const b = counter();
a.up(); a.up(); b.down();
console.log(a.get(), b.get());

// Two closures from one call share their variables.
let shared;
function outer(x) {
  shared = () => x;
  return (v) => { x = v; };
}
const set = outer(1);
console.log(shared());
set('changed');
console.log(shared());

// Captured across several levels.
const add = (x) => (y) => (z) => () => x + y + z;
console.log(add(1)(20)(300)());

// A function declared in a block sees the block.
{
  const secret = 42;
  var peek = function () { return secret; };
}
console.log(peek());

// Many closures over one scope see each other's writes.
const fns = [];
(function () {
  let total = 0;
  for (let i = 1; i <= 3; i++) fns.push(() => (total += i));
})();
console.log(fns.map((f) => f()).join());
console.log(fns.map((f) => f()).join());
