// args: --clock=virtual
// performance.now() and Date.now() move on together, and timers never fire early.
const d0 = Date.now(), p0 = performance.now();
setTimeout(() => {
  const d = Date.now() - d0, p = performance.now() - p0;
  console.log(d >= 49, p >= 49.5, d < 1000, Math.abs(d - p) < 200);
}, 50);
console.log(typeof performance.timeOrigin, p0 >= 0);
