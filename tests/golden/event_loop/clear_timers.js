// args: --clock=virtual
// Cleared timers don't fire, even if they are due in the same turn.
const never = () => console.log('never');
clearTimeout(setTimeout(never, 1));
clearInterval(setTimeout(never, 1)); // the two are the same
clearTimeout(setInterval(never, 1));
clearImmediate(setImmediate(never));
const doomed = setTimeout(never, 100);
setTimeout(() => clearTimeout(doomed), 60);

// One timer of a list clears the next.
let second;
setTimeout(() => { console.log('first clears the second'); clearTimeout(second); }, 200);
second = setTimeout(never, 200);
setTimeout(() => console.log('third'), 200);

// One immediate clears the next.
let b;
setImmediate(() => { console.log('a clears b'); clearImmediate(b); });
b = setImmediate(never);

// By the number that the timer converts to; other values are ignored.
const t = setTimeout(never, 300);
clearTimeout(+t);
const u = setTimeout(never, 300);
clearTimeout(String(+u));
for (const v of [undefined, null, -1, 'x', {}, NaN, 123456]) { clearTimeout(v); clearInterval(v); clearImmediate(v); }

// Clearing twice, or after it fired, is fine; so is clearing itself.
const done = setTimeout(() => { console.log('done'); clearTimeout(done); }, 400);
setTimeout(() => { clearTimeout(done); console.log('end'); }, 500);
