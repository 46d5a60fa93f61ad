// cmd: --no-such-flag {file}
// exit: 9
// stderr: ignore
// Unknown flags end with 9.
console.log('never');
