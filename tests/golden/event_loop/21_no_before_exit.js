// exit: 2
// process.exit() goes without beforeExit.
process.on('beforeExit', () => console.log('never'));
process.on('exit', (code) => console.log('exit', code));
setTimeout(() => process.exit(2), 1);
setTimeout(() => console.log('never'), 500);
