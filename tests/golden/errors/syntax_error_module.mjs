// exit: 1
// stderr: ignore
// Modules are strict, and their exports must exist.
console.log('never');
export { nothing };
