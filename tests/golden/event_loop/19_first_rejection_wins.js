// exit: 1
// Two unhandled rejections: the first one is reported and ends the process.
process.on('exit', (code) => console.log('exit', code));
Promise.reject(new TypeError('first'));
Promise.reject(new RangeError('second'));
