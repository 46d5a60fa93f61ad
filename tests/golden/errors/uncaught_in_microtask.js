// exit: 1
queueMicrotask(() => {
  throw new Error('in a microtask');
});
process.nextTick(() => console.log('the tick came first'));
setImmediate(() => console.log('never'));
