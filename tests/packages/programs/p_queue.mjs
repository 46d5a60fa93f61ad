// p-queue: priorities, pausing, events, timeouts, abort signals, intervals.
import { setTimeout as sleep } from 'node:timers/promises';
import PQueue, { TimeoutError } from 'p-queue';

const queue = new PQueue({ concurrency: 1, autoStart: false });
for (const name of ['active', 'idle', 'empty', 'next', 'add', 'completed', 'error']) {
  queue.on(name, (value) => console.log('event', name, value instanceof Error ? value.message : value ?? ''));
}
const order = [];
queue.add(() => order.push('low'), { priority: 0 });
queue.add(() => order.push('high'), { priority: 10 });
queue.add(() => order.push('middle'), { priority: 5, id: 'm' });
queue.add(() => order.push('raised'), { id: 'r' });
queue.setPriority('r', 7);
console.log(queue.size, queue.pending, queue.isPaused, queue.sizeBy({ priority: 5 }));
queue.start();
await queue.onIdle();
console.log(order);

const failing = queue.add(async () => { throw new Error('job failed'); });
await failing.catch((error) => console.log('caught', error.message));

const slow = new PQueue({ concurrency: 2, timeout: 20 });
await slow.add(() => sleep(500, 'late', { ref: false })).catch((error) => {
  console.log(error instanceof TimeoutError, error.name);
});

const controller = new AbortController();
const aborted = slow.add(({ signal }) => new Promise((resolve, reject) => {
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
}), { signal: controller.signal });
controller.abort(new Error('no longer wanted'));
await aborted.catch((error) => console.log(error.message));

console.log(await slow.addAll([() => 1, async () => 2, () => sleep(1, 3)]));

const paced = new PQueue({ interval: 40, intervalCap: 2 });
const start = performance.now();
const times = await Promise.all([1, 2, 3, 4, 5].map((value) => paced.add(() => performance.now() - start)));
console.log(times.map((time) => Math.floor((time + 2) / 40)));

paced.pause();
paced.add(() => console.log('resumed'));
await paced.onSizeLessThan(2);
console.log('paused with', paced.size);
paced.clear();
console.log('cleared', paced.size);
