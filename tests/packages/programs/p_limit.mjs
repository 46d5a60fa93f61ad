// p-limit: how many run at once, what is pending, and what clearing the queue does.
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit, { limitFunction } from 'p-limit';

const limit = pLimit(2);
let running = 0;
let most = 0;
const job = (name, time) => limit(async (label) => {
  running++;
  most = Math.max(most, running);
  console.log('start', label, limit.activeCount, limit.pendingCount);
  await sleep(time);
  running--;
  console.log('end', label);
  return label.toUpperCase();
}, name);

console.log(await Promise.all([job('a', 40), job('b', 10), job('c', 10), job('d', 60)]), most);

const results = await Promise.allSettled([
  limit(() => { throw new RangeError('at once'); }),
  limit(() => Promise.reject(new Error('later'))),
  limit(() => 3),
]);
console.log(results.map((result) => result.value ?? String(result.reason)));

for (const wrong of [0, -1, 1.5, '2', undefined]) {
  try {
    pLimit(wrong);
  } catch (error) {
    console.log(String(error));
  }
}

const one = pLimit(1);
const first = one(() => sleep(5, 'first'));
one(() => console.log('never'));
await null;
one.clearQueue();
console.log(await first, one.pendingCount, one.concurrency);

const mapped = await one.map([1, 2, 3], async (value, index) => value * 10 + index);
console.log(mapped);

const square = limitFunction(async (value) => value ** 2, { concurrency: 1 });
console.log(await Promise.all([square(2), square(3)]));

one.concurrency = 3;
const order = [];
await Promise.all([30, 20, 10].map((time) => one(async () => {
  await sleep(time * 2);
  order.push(time);
})));
console.log(order);
