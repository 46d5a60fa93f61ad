// Patterns, defaults, spread and for-of over entries.
const points = Array.from({ length: 100 }, (_, i) => ({ x: i, y: i * 2, tags: ['a', i] }));
let sum = 0;
for (let round = 0; round < 10000; round++) {
  for (const { x, y, z = 1, tags: [, n] } of points) { const [a, b] = [y, x]; sum += a - b + z + n; }
}
for (let i = 0; i < 300000; i++) { const { x, ...rest } = { ...points[i % 100], w: i }; sum += rest.w - x; }
console.log(sum);
