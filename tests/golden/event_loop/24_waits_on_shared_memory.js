// A wait that doesn't block ends in the poll phase: after ticks and microtasks, before immediates.
const ints = new Int32Array(new SharedArrayBuffer(16));
const wait = (name, ...rest) => {
  const { async, value } = Atomics.waitAsync(ints, ...rest);
  value.then((how) => console.log(name, how));
  return async;
};
console.log(wait('first', 0, 0), wait('second', 0, 0), wait('never', 2, 0), wait('short', 1, 0, 1));
setTimeout(() => {
  console.log('notified', Atomics.notify(ints, 0, 1), Atomics.notify(ints, 0), Atomics.notify(ints, 0));
  Promise.resolve().then(() => console.log('microtask'));
  process.nextTick(() => console.log('tick'));
  setImmediate(() => console.log('immediate'));
}, 400);
// Neither the one that never ends nor one whose time is still to come keeps the process going.
console.log(wait('late', 3, 0, 10_000));
process.on('exit', () => console.log('exit'));
