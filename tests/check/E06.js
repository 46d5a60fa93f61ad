//! fires: the handle is dropped
setInterval(() => poll(), 1000); // <-
//! fires: the variable is never used
const polling = setInterval(poll, 1000); // <-
//! fires: assigned, and only ref'd
let timer;
timer = setInterval(poll, 1000); // <-
timer.ref();
//! fires: from a module
import { setInterval } from 'node:timers';
export function start() {
  setInterval(poll, 1000); // <-
}
//! fires: a private field that nothing reads
class Clock {
  #timer;
  start() { this.#timer = setInterval(() => this.tick(), 1000); } // <-
}
//! silent: it is cleared
const polling = setInterval(poll, 1000);
setTimeout(() => clearInterval(polling), 5000);
//! silent: it is returned, stored or passed on
function start() { return setInterval(poll, 1000); }
const all = [setInterval(poll, 1000)];
keep(setInterval(poll, 1000));
this.timer = setInterval(poll, 1000);
//! silent: it doesn't keep the program running
setInterval(poll, 1000).unref();
const timer = setInterval(poll, 1000);
timer.unref();
//! silent: the callback clears its this
setInterval(function () { if (done()) clearInterval(this); }, 10);
//! silent: the callback ends the program
let n = 0;
setInterval(() => { if (++n > 3) process.exit(0); }, 10);
//! silent: another setInterval
function setInterval(f) { f(); }
setInterval(poll, 1000);
//! silent: the interval of timers/promises is an iterator
import { setInterval } from 'node:timers/promises';
for await (const tick of setInterval(100)) { if (tick) break; }
