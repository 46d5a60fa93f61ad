// In CommonJS next ticks run before promise jobs; in an ES module's body it is the other way.
Promise.resolve().then(() => console.log('promise'));
queueMicrotask(() => console.log('microtask'));
process.nextTick(() => console.log('tick'));
(async () => {
  await null;
  console.log('async');
})();
console.log('body');
