// exit: 1
// node-args: --stack-trace-limit=50
// An uncaught error of require tells who asked.
require('./a');
