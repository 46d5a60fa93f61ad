// p-map: concurrency, iterables of promises, skipped values, errors, and its iterator.
import { setTimeout as sleep } from 'node:timers/promises';
import pMap, { pMapIterable, pMapSkip } from 'p-map';

let running = 0;
const seen = [];
const work = async (value, index) => {
  running++;
  seen.push(running);
  await sleep(10 * value);
  running--;
  return `${index}:${value}`;
};
console.log(await pMap([3, 1, 2, 1], work, { concurrency: 2 }), Math.max(...seen));

function* generate() {
  yield 1;
  yield Promise.resolve(2);
  yield sleep(5, 3);
}
console.log(await pMap(generate(), (value) => (value === 2 ? pMapSkip : value * 2)));

async function* asynchronous() {
  for (const value of 'abc') {
    await null;
    yield value;
  }
}
console.log(await pMap(asynchronous(), (value) => value.charCodeAt(0), { concurrency: 1 }));

await pMap([1, 2, 3], async (value) => {
  if (value === 2) throw new Error('stopped at 2');
}).catch((error) => console.log(error.name, error.message));

await pMap([1, 2, 3], async (value) => {
  if (value !== 2) throw new Error(`no ${value}`);
}, { stopOnError: false }).catch((error) => {
  console.log(error instanceof AggregateError, error.errors.map((inner) => inner.message));
});

const signal = AbortSignal.abort('gone');
await pMap([1], async (value) => value, { signal }).catch((reason) => console.log('reason', reason));

for await (const value of pMapIterable([3, 2, 1], async (value) => {
  await sleep(value);
  return value;
}, { concurrency: 3, backpressure: 3 })) {
  console.log('next', value);
}

for (const options of [{ concurrency: 0 }, { concurrency: 1.5 }]) {
  await pMap([], () => {}, options).catch((error) => console.log(String(error)));
}
await pMap({}, () => {}).catch((error) => console.log(String(error)));
