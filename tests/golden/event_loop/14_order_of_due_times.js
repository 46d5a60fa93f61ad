// args: --clock=virtual
// With the loop idle, timers fire in the order of their due times; equal ones as they were made.
const at = (ms) => setTimeout(() => console.log(ms), ms);
[300, 100, 200, 50, 250, 150].forEach(at);
setTimeout(() => {
  console.log('at 120');
  setTimeout(() => console.log('120 + 55'), 55);
  setTimeout(() => console.log('120 + 10'), 10);
}, 120);
setTimeout(() => console.log('100 again'), 100);
setTimeout(() => console.log('first of the same'), 350);
setTimeout(() => console.log('second of the same'), 350);
