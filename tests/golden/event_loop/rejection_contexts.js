// `unhandledRejection` is told in the async context in which the promise was rejected, `rejectionHandled`
// in none.
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
process.on('unhandledRejection', (reason) => {
  console.log('unhandled', reason, storage.getStore());
  process.nextTick(() => console.log('tick', reason, storage.getStore()));
  queueMicrotask(() => console.log('microtask', reason, storage.getStore()));
});
process.on('rejectionHandled', () => console.log('handled late', storage.getStore()));
process.on('uncaughtException', ({ message }) => {
  console.log('uncaught', message, storage.getStore());
});
storage.run(1, () => Promise.reject('at once'));
const late = storage.run(2, () => Promise.withResolvers());
storage.run(3, () => late.reject('made in 2, rejected in 3'));
storage.run(4, async () => {
  await null;
  throw 'async function';
});
storage.run(5, () => {
  const promise = Promise.reject('handled later');
  storage.run(6, () => setTimeout(() => storage.run(7, () => promise.catch(() => {})), 5));
});
storage.run(8, () => Promise.resolve().then(() => { throw 'reaction'; }));
storage.run(9, () => setTimeout(() => Promise.reject('timer'), 30));
storage.run(10, () => queueMicrotask(() => { throw new Error('microtask'); }));
setTimeout(() => console.log('the end', storage.getStore()), 50);
