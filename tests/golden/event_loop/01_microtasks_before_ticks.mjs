// The body of an ES module runs as a microtask itself, so ticks wait for all microtasks.
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('promise'));
queueMicrotask(() => console.log('microtask'));
(async () => {
  await null;
  console.log('async');
})();
console.log('body');
