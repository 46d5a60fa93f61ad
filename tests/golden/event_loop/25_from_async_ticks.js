// How many microtasks Array.fromAsync takes: each await of the standard is one.
let turns = 0, running = false;
const turn = () => { if (running) { turns += 1; queueMicrotask(turn); } };
async function count(name, make) {
  turns = 0;
  running = true;
  queueMicrotask(turn);
  await make().catch(() => {});
  running = false;
  console.log(name, turns);
  await null;
  await null;
}
async function* two() { yield 1; yield 2; }
(async () => {
  await count('empty', () => Array.fromAsync([]));
  await count('one', () => Array.fromAsync([1]));
  await count('two', () => Array.fromAsync([1, Promise.resolve(2)]));
  await count('two mapped', () => Array.fromAsync([1, 2], (x) => x));
  await count('array-like', () => Array.fromAsync({ length: 2 }));
  await count('array-like mapped', () => Array.fromAsync({ length: 2 }, (x) => x));
  await count('async generator', () => Array.fromAsync(two()));
  await count('async generator mapped', () => Array.fromAsync(two(), (x) => x));
  await count('no items', () => Array.fromAsync(null));
  await count('closed', () => Array.fromAsync([1], () => { throw 1; }));
  await count('async generator closed', () => Array.fromAsync(two(), () => { throw 1; }));
})();
