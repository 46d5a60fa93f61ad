// exit: 1
// stderr: ignore
// The end comes while a bracket is open.
console.log('never');
function f() {
  if (true) {
    return [1, 2;
}
