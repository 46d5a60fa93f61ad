// Immediates run in order, all that stood there at the start of the check phase.
const out = [];
for (let i = 0; i < 5; i++) {
  setImmediate((n) => {
    out.push(n);
    if (n === 1) setImmediate(() => out.push('next turn'));
    if (n === 2) Promise.resolve().then(() => out.push('micro'));
    if (n === 3) process.nextTick(() => out.push('tick'));
    if (n === 4) setImmediate(() => console.log(out.join(' ')));
  }, i);
}
