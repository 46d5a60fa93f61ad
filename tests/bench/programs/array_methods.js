// map, filter, reduce, forEach, some, find, indexOf with callbacks.
const data = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1000);
let sum = 0;
for (let round = 0; round < 2000; round++) {
  sum += data.map((x) => x * 2).filter((x) => x % 3 === 0).reduce((a, b) => a + b, 0);
  data.forEach((x, i) => { sum += x ^ i; });
  if (data.some((x) => x === 999)) sum++;
  sum += data.find((x) => x === round % 1000) + data.indexOf(round % 1000) + data.findIndex((x) => x === 500);
}
console.log(sum);
