// exit: 1
// stderr: ignore
console.log('never');
with (Math) console.log(PI);
