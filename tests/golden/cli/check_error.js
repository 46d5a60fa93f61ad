// cmd: --check {file}
// exit: 1
// stderr: ignore
console.log('never');
let a; let a;
