// A listener of uncaughtException is told of a module's error, after some microtasks.
process.on('unhandledRejection', (reason) => console.log('unhandled', reason));
process.on('uncaughtException', (error, origin) => console.log('uncaught', error, origin));
process.on('exit', (code) => console.log('exit', code));
process.nextTick(() => console.log('tick'));
Promise.reject('another');
(async () => {
  for (let i = 0; i < 7; i++) {
    await null;
    console.log('microtask', i);
  }
})();
await null;
throw { custom: 1 };
