// A drain runs all ticks, then all microtasks, then ticks that those queued, and so on.
const out = [];
const log = (s) => out.push(s);
process.nextTick(() => {
  log('t1');
  process.nextTick(() => log('t1-t'));
  Promise.resolve().then(() => log('t1-p'));
});
process.nextTick(() => log('t2'));
Promise.resolve().then(() => {
  log('p1');
  process.nextTick(() => log('p1-t'));
  Promise.resolve().then(() => log('p1-p'));
});
queueMicrotask(() => {
  log('q1');
  process.nextTick(() => log('q1-t'));
  queueMicrotask(() => log('q1-q'));
});
(async () => {
  await null;
  log('awaited');
  process.nextTick(() => log('await-t'));
})();
setImmediate(() => console.log(out.join(' ')));
