// A rejected promise inside a sync iterable makes for await close the iterator.
const iterable = (values) => ({
  [Symbol.iterator]() {
    const inner = values[Symbol.iterator]();
    return {
      next: () => inner.next(),
      return() { console.log('closed'); return {}; },
    };
  },
});
(async () => {
  try {
    for await (const x of iterable([1, Promise.reject(new Error('rejected')), 3])) console.log(x);
  } catch (e) {
    console.log('caught', e.message);
  }
  // The same inside an async generator that delegates.
  async function* g() { yield* iterable([Promise.reject(new Error('delegated'))]); }
  try { for await (const x of g()); } catch (e) { console.log('caught', e.message); }
})();
