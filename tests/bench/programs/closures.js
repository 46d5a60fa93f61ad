// Making closures, calling them, and changing what they captured.
function counter(step) { let n = 0; return { up: () => (n += step), get: () => n }; }
const compose = (...fs) => (x) => fs.reduce((v, f) => f(v), x);
let sum = 0;
for (let i = 0; i < 800000; i++) {
  const c = counter(i & 3);
  c.up(); c.up();
  sum += c.get();
}
const pipeline = compose((x) => x + 1, (x) => x * 2, (x) => x - 3);
for (let i = 0; i < 800000; i++) sum += pipeline(i);
const curry = (a) => (b) => (c) => a + b + c;
for (let i = 0; i < 800000; i++) sum += curry(i)(1)(2);
console.log(sum);
