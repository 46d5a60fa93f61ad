// exit: 1
// node-args: --stack-trace-limit=50
// The place of a syntax error is in the file that is required.
console.log('before');
require('./lib/wrong');
