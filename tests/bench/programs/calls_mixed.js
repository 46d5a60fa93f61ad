// Calls with more and fewer arguments, rest, spread, defaults and methods.
const add = (a, b = 1, ...rest) => a + b + rest.length;
const object = { base: 2, method(a, b) { return this.base + a + b; } };
const pair = [3, 4];
let sum = 0;
for (let i = 0; i < 1500000; i++) {
  sum += add(i & 7) + add(1, 2, 3, 4) + object.method(i & 3, 1) + object.method(...pair) + Math.max(i & 15, 7);
}
console.log(sum);
