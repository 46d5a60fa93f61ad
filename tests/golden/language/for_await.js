// for await walks async iterators, and sync ones whose promises it awaits.
const log = (...a) => console.log(...a);
const later = (v, ms = 1) => new Promise((r) => setTimeout(r, ms, v));
const ticker = (n) => ({
  [Symbol.asyncIterator]() {
    let i = 0;
    return {
      next: () => later({ value: i, done: i++ >= n }),
      return() { log('closed'); return later({}); },
    };
  },
});
(async () => {
  for await (const x of ticker(2)) log(x);
  for await (const x of ticker(9)) { if (x === 1) break; log(x); }
  try { for await (const x of ticker(9)) throw new Error('body'); } catch (e) { log(e.message); }
  await (async () => { for await (const x of ticker(9)) return; })();

  for await (const x of [later('slow', 5), 'plain', later('fast')]) log(x);

  // A rejected promise in a sync iterable ends the loop.
  const closing = { *[Symbol.iterator]() { try { yield 1; yield Promise.reject(new Error('no')); } finally { log('sync closed'); } } };
  try { for await (const x of closing) log(x); } catch (e) { log('caught', e.message); }

  // Values of an async iterator are not awaited again.
  const raw = { [Symbol.asyncIterator]: () => ({ n: 0, async next() { return { value: later('p'), done: this.n++ > 0 }; } }) };
  for await (const x of raw) log(x instanceof Promise);

  for (const bad of [5, {}, { [Symbol.asyncIterator]: () => 1 }, { [Symbol.asyncIterator]: () => ({ next: () => 1 }) }]) {
    try { for await (const x of bad); } catch (e) { log(e.message); }
  }
  let o = {};
  for await (o.last of [1, 2]);
  for await (const [a, { b }] of [[1, { b: 2 }]]) log(a, b, o.last);
  outer: for (const a of [1, 2]) for await (const b of ticker(3)) { if (a === 1) continue outer; log(a, b); break outer; }
})();
