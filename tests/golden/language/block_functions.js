// Sloppy mode: a function in a block is hoisted in the block, and to the function when reached.
function annexB(flag) {
  const before = typeof inner;
  if (flag) {
    const early = inner();
    function inner() { return 'inner'; }
    return [before, early, typeof inner];
  }
  return [before, typeof inner];
}
console.log(annexB(true), annexB(false));

function after() {
  { function g() { return 1; } }
  return typeof g;
}
console.log(after());

// A let of the same name in the way prevents it.
function blocked() {
  let h = 'mine';
  { function h() {} }
  return h;
}
console.log(blocked());

// Strict mode keeps the function in the block.
function strict() {
  'use strict';
  { function k() {} }
  return typeof k;
}
console.log(strict());

// As a bare if branch, sloppy only.
if (true) function bare() { return 'bare'; }
console.log(bare());

// In switch cases.
switch (1) {
  case 0: function sw() { return 'sw'; }
  case 1: console.log(sw());
}
console.log(typeof sw);
