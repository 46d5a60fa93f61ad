// One of everything, twice around the loop.
const log = console.log;
setTimeout(() => {
  log('turn 1: timer');
  setImmediate(() => {
    log('turn 1: immediate');
    setTimeout(() => {
      log('turn 2: timer');
      process.nextTick(log, 'turn 2: tick');
    }, 0);
    process.nextTick(log, 'turn 1: tick of the immediate');
    queueMicrotask(() => log('turn 1: microtask of the immediate'));
  });
  process.nextTick(log, 'turn 1: tick of the timer');
  (async () => { await null; log('turn 1: await of the timer'); })();
}, 1);
process.nextTick(log, 'main: tick');
Promise.resolve('main: promise').then(log);
log('main: body');
