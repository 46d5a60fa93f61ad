// All unhandledRejection handlers run first, then their ticks, then their microtasks.
process.on('unhandledRejection', (reason, promise) => {
  console.log('UR', reason, promise instanceof Promise);
  process.nextTick(() => console.log('tick of', reason));
  Promise.resolve().then(() => console.log('micro of', reason));
});
Promise.reject('a');
Promise.reject('b');
Promise.resolve().then(() => { throw 'c'; });
setImmediate(() => console.log('immediate'));
