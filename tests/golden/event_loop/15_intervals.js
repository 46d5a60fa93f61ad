// args: --clock=virtual
// Intervals repeat until they are cleared, from inside or outside.
let n = 0;
const inside = setInterval(() => {
  console.log('inside', ++n);
  if (n === 3) clearInterval(inside);
}, 20);
const outside = setInterval((label) => console.log(label), 120, 'outside');
setTimeout(() => clearInterval(outside), 320);

// One that throws goes on when the error is handled.
let errors = 0;
process.on('uncaughtException', (e) => console.log('handled', e.message));
const throwing = setInterval(() => {
  if (++errors === 2) clearInterval(throwing);
  throw new Error('from interval ' + errors);
}, 400);
