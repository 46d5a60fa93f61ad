// exit: 1
// stderr: ignore
// Nothing of a file that doesn't parse runs.
console.log('never');
let x = ;
