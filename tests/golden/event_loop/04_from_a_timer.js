// From a timer: tick, microtask, immediate, and only then a new timer, even an overdue one.
setTimeout(() => {
  setTimeout(() => console.log('new timer'), 0);
  setImmediate(() => console.log('immediate'));
  Promise.resolve().then(() => console.log('microtask'));
  process.nextTick(() => console.log('tick'));
  const start = Date.now();
  while (Date.now() - start < 5);
  console.log('timer ends, the new one is overdue');
}, 1);
