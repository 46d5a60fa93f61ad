// A throw in a microtask skips that microtask only.
process.on('uncaughtException', (e) => console.log('UE', e.message));
setTimeout(() => {
  setImmediate(() => console.log('immediate'));
  queueMicrotask(() => { console.log('micro 1'); throw new Error('micro 1'); });
  queueMicrotask(() => console.log('micro 2'));
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => process.nextTick(() => console.log('tick from a microtask')));
  console.log('timer');
}, 1);
