// After the thread was blocked an interval does not fire for the turns that it missed.
let fired = 0;
const interval = setInterval(() => { fired++; }, 10);
setTimeout(() => {
  const end = Date.now() + 100;
  while (Date.now() < end);
  const before = fired;
  setImmediate(() => {
    console.log('fired during the block:', fired - before <= 1 ? 'at most once' : fired - before);
    clearInterval(interval);
  });
}, 5);
