// exit: 1
// stderr: ignore
// await in a plain function.
function load() {
  const data = await fetch('x');
}
console.log('never');
