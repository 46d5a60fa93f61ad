// exit: 1
// Without a handler the process ends with 1, but queued ticks and microtasks still run first.
Promise.reject(new Error('nobody cares'));
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
Promise.resolve().then(() => process.nextTick(() => console.log('tick from micro')));
setTimeout(() => console.log('never'), 0);
setImmediate(() => console.log('never'));
process.on('exit', (code) => console.log('exit', code));
