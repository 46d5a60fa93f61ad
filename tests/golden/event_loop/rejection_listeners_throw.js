// What a listener of `unhandledRejection` throws is an uncaught exception, and the other rejections of that
// drain are forgotten: they are neither told nor are they handled late. What a listener of
// `rejectionHandled` throws only puts the rest off.
process.on('uncaughtException', (error, origin) => console.log('uncaught', error.message, origin));
process.on('warning', ({ name }) => console.log('warning', name));
let isHarmless = false;
process.on('unhandledRejection', (reason) => {
  console.log('unhandled', reason);
  process.nextTick(() => console.log('tick', reason));
  queueMicrotask(() => console.log('microtask', reason));
  if (!isHarmless) throw new Error(`thrown for ${reason}`);
});
let throws = false;
process.on('rejectionHandled', (promise) => {
  const name = names.get(promise);
  console.log('handled', name);
  if (throws) throw new Error(`thrown when ${name} was handled`);
});
const names = new Map();
const reject = (...reasons) => reasons.map((reason) => {
  const promise = Promise.reject(reason);
  names.set(promise, reason);
  return promise;
});
const handle = (promises) => promises.forEach((promise) => promise.catch(() => {}));
const steps = [
  () => {
    const promises = reject('one', 'two', 'three');
    steps.unshift(() => handle(promises));
  },
  () => {
    isHarmless = true;
    const promises = reject('four', 'five', 'six');
    steps.unshift(() => {
      throws = true;
      handle(promises);
      reject('seven');
    });
  },
  () => {
    throws = false;
    console.log('a listener handles another');
    const [, second] = reject('eight', 'nine');
    process.once('unhandledRejection', () => second.catch((reason) => console.log('caught', reason)));
  },
];
const step = () => {
  console.log('--');
  steps.shift()?.();
  if (steps.length > 0) setTimeout(step, 20);
};
setTimeout(step, 1);
