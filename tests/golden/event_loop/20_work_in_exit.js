// Of the work that an exit handler schedules only microtasks run, when the loop ended by itself.
process.on('exit', () => {
  setTimeout(() => console.log('never'), 0);
  setImmediate(() => console.log('never'));
  process.nextTick(() => console.log('never'));
  Promise.resolve().then(() => console.log('microtask of the exit handler'));
  console.log('exit');
});
process.on('exit', () => console.log('second handler'));
process.once('beforeExit', () => console.log('beforeExit'));
console.log('body');
