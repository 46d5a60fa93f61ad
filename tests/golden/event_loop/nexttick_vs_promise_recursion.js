// Ticks made by ticks run before the microtasks that were there first.
const out = [];
Promise.resolve().then(() => out.push('p'));
process.nextTick(function again(n) { out.push('t' + n); if (n < 3) process.nextTick(again, n + 1); }, 1);
queueMicrotask(function again() { out.push('q'); if (out.filter((x) => x === 'q').length < 3) queueMicrotask(again); });
setImmediate(() => console.log(out.join(' ')));
