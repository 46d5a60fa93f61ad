// Node queues an empty immediate for each uncaught error that was handled: the drain comes between
// the immediates around it, and the loop lives on for it.
const log = (...texts) => console.log(...texts);
let errors = 0;
process.on('uncaughtException', (error) => {
  log('UE', error.code ?? error);
  if (++errors === 1) setImmediate(() => log('from the handler'));
});
process.on('beforeExit', () => {
  log('beforeExit');
  if (errors === 1) Promise.reject('last');
});
setTimeout(() => {
  log('timer');
  process.nextTick(() => { log('tick throws'); throw 'tick'; });
  process.nextTick(() => log('tick after'));
  Promise.resolve().then(() => log('microtask after'));
  setImmediate(() => {
    log('I1');
    Promise.resolve().then(() => log('m1'));
  });
  setImmediate(() => {
    log('I2 throws');
    process.nextTick(() => log('t2'));
    Promise.resolve().then(() => log('m2'));
    setImmediate(() => log('I-next'));
    throw 'immediate';
  });
  setImmediate(() => {
    log('I3 throws');
    Promise.resolve().then(() => log('m3'));
    throw 'last of its phase';
  });
}, 5);
setTimeout(() => {
  log('T1 throws');
  setImmediate(() => log('I of T1'));
  queueMicrotask(() => { log('m throws'); throw 'microtask'; });
  queueMicrotask(() => log('m after'));
  throw 'timer';
}, 60);
setTimeout(() => {
  log('T2');
  Promise.resolve().then(() => log('m of T2'));
}, 60);
setTimeout(() => {
  (async () => { throw 'rejection'; })();
  setImmediate(() => log('I after rejection'));
}, 120);
log('main');
