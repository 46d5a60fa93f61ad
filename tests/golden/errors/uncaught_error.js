// exit: 1
// An uncaught error shows its place, the line with a mark, and the stack.
function inner(value) {
  throw new TypeError(`bad value ${value}`);
}
function outer() {
  inner(42);
}
console.log('before');
outer();
console.log('never');
