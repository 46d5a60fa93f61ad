// Without an unhandledRejection handler it becomes an uncaught exception, which may be handled.
process.on('uncaughtException', (e, origin) => console.log(origin, '|', e.name, '|', e.message.slice(0, 60)));
Promise.reject(new TypeError('an error'));
Promise.reject('a string');
setImmediate(() => {
  setTimeout(() => console.log('goes on'), 5);
  throw new Error('thrown');
});
