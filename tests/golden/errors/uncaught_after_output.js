// exit: 3
// stderr: ignore
// Output before an error is complete; the exit code can still be chosen in an exit handler.
for (let i = 0; i < 500; i++) console.log('line', i);
process.on('exit', () => { process.exitCode = 3; });
throw new Error('late');
