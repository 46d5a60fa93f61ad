// cmd: --check {file}
// --check parses only.
console.log('never');
