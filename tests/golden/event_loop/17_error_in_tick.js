// A throw in a tick defers the other ticks and microtasks to the check phase.
process.on('uncaughtException', (e) => console.log('UE', e.message));
setTimeout(() => {
  setImmediate(() => console.log('immediate'));
  process.nextTick(() => { throw new Error('tick 1'); });
  process.nextTick(() => console.log('tick 2'));
  Promise.resolve().then(() => console.log('micro'));
  console.log('timer');
}, 1);
