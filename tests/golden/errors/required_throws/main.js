// exit: 1
// node-args: --stack-trace-limit=50
// An error of a required file goes through those who require it.
console.log('before');
require('./a');
