// A timer of one millisecond that the main script sets comes before its immediates; an immediate
// that a callback sets comes after them. (On Node the first is a race, which the timer wins where
// the script prints after it has set it.)
setImmediate(() => console.log('immediate 1'));
setTimeout(() => {
  console.log('timer 1');
  setImmediate(() => console.log('inner immediate'));
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('microtask'));
}, 0);
setImmediate(() => console.log('immediate 2'));
setTimeout(() => console.log('timer 2'), 1);
setTimeout(() => console.log('timer 3'), 0);
console.log('main');
