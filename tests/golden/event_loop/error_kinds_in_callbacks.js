// exit: 1
// An error in one callback ends the process: nothing after it runs.
setTimeout(() => {
  setImmediate(() => console.log('never'));
  process.nextTick(() => console.log('never'));
  Promise.resolve().then(() => console.log('never'));
  console.log('timer');
  throw new Error('in a timer');
}, 1);
setTimeout(() => console.log('never'), 1);
