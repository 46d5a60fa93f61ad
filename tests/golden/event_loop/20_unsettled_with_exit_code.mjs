// exit: 3
// stderr: ignore
// process.exitCode, if set, goes before 13.
process.exitCode = 3;
process.on('exit', (code) => console.log('exit', code));
await new Promise(() => {});
