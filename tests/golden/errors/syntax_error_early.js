// exit: 1
// stderr: ignore
// Early errors are found before anything runs, wherever they are.
console.log('never');
function deep() {
  return () => { let a = 1; { let b; let b; } };
}
