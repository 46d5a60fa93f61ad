// exit: 1
// A rejected top-level await ends the process with 1.
process.on('exit', (code) => console.log('exit', code));
console.log('before');
await Promise.reject(new RangeError('rejected at the top'));
console.log('never');
