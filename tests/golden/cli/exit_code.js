// exit: 3
// process.exitCode is the exit code of a program that ends by itself.
process.exitCode = 3;
setTimeout(() => console.log('the loop still runs'), 1);
process.on('exit', (code) => console.log('exit', code));
