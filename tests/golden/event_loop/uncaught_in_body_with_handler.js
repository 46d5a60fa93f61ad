// An error in the body ends the body, but not the process, if a handler is there.
process.on('uncaughtException', (e) => console.log('handled', e.message));
setTimeout(() => console.log('timer'), 1);
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('micro'));
console.log('body');
throw new Error('body');
