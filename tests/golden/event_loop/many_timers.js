// gc-stress: 100 because so many objects are alive
// args: --clock=virtual
// Ten thousand timers with a hundred durations fire in order.
let last = -1, ordered = true, fired = 0;
const start = 1;
for (let i = 0; i < 10000; i++) {
  const ms = start + ((i * 7919) % 100) * 10;
  setTimeout((ms) => {
    fired++;
    if (ms < last) ordered = false;
    last = ms;
  }, ms, ms);
}
process.on('exit', () => console.log(fired, last));
