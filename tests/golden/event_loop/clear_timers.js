// args: --clock=virtual
// Cleared timers don't fire, even if they are due in the same turn.
const never = () => console.log('never');
clearTimeout(setTimeout(never, 1));
clearInterval(setTimeout(never, 1)); // the two are the same
clearTimeout(setInterval(never, 1));
clearImmediate(setImmediate(never));
const doomed = setTimeout(never, 500);
setTimeout(() => clearTimeout(doomed), 300);

// One timer of a list clears the next.
let second;
setTimeout(() => { console.log('first clears the second'); clearTimeout(second); }, 1000);
second = setTimeout(never, 1000);
setTimeout(() => console.log('third'), 1000);

// One immediate clears the next.
let b;
setImmediate(() => { console.log('a clears b'); clearImmediate(b); });
b = setImmediate(never);

// By the number that the timer converts to; other values are ignored.
const t = setTimeout(never, 2000);
clearTimeout(+t);
const u = setTimeout(never, 2000);
clearTimeout(String(+u));
for (const v of [undefined, null, -1, 'x', {}, NaN, 123456]) { clearTimeout(v); clearInterval(v); clearImmediate(v); }

// Clearing twice, or after it fired, is fine; so is clearing itself.
const done = setTimeout(() => { console.log('done'); clearTimeout(done); }, 3000);
setTimeout(() => { clearTimeout(done); console.log('end'); }, 4000);
