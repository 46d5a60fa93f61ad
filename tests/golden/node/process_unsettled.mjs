// exit-code: 13
// The end of a program that waits for ever at its top level: the listeners of `exit` see 13.
process.on('exit', (code) => console.log('exit', code, process.exitCode));
await new Promise(() => {});
