// The same with immediates.
process.on('uncaughtException', (e) => console.log('UE', e.message));
setImmediate(() => {
  console.log('a');
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('micro'));
  throw new Error('a');
});
setImmediate(() => console.log('b'));
setImmediate(() => console.log('c'));
