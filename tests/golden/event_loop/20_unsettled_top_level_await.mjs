// exit: 13
// stderr: ignore
// When nothing is left to do and the module still waits, the exit code is 13.
process.on('exit', (code) => console.log('exit', code));
setTimeout(() => console.log('the loop is empty after this'), 1);
await new Promise(() => {});
console.log('never');
