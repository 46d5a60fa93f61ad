// exit: 1
// node-args: --stack-trace-limit=50
// An error of an ES module that is required.
console.log(require('./fine.mjs').default);
require('./throws.mjs');
