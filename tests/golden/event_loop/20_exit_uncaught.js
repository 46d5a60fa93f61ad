// exit: 1
// An uncaught error ends the process with 1; exit handlers still run.
process.on('exit', (code) => console.log('exit', code, process.exitCode));
setTimeout(() => console.log('never'), 0);
process.nextTick(() => console.log('never'));
console.log('body');
throw new Error('uncaught');
