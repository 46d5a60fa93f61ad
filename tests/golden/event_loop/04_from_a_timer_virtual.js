// args: --clock=virtual
// The same order when time stands still while code runs.
setTimeout(() => {
  setTimeout(() => console.log('new timer'), 0);
  setImmediate(() => console.log('immediate'));
  Promise.resolve().then(() => console.log('microtask'));
  process.nextTick(() => console.log('tick'));
  console.log('timer');
}, 1);
