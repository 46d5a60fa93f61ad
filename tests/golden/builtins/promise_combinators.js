// all, allSettled, race, any.
const later = (v, ms) => new Promise((r) => setTimeout(r, ms, v));
const fail = (v, ms) => new Promise((_, r) => setTimeout(r, ms, v));
(async () => {
  console.log(await Promise.all([later('slow', 10), 'plain', later('fast', 1), { then(r) { r('thenable'); } }]));
  console.log(await Promise.allSettled([later('ok', 1), fail('no', 1), 5]));
  console.log(await Promise.race([later('slow', 50), later('fast', 1)]), await Promise.any([fail('x', 1), later('won', 5)]));
  console.log(await Promise.all(new Set([1, 2])), await Promise.all(''), await Promise.all([]), await Promise.allSettled([]));
  await Promise.all([later(1, 1), fail('first', 40), fail('second', 1)]).catch((e) => console.log('all rejects with', e));
  await Promise.any([fail('a', 2), fail('b', 1)]).catch((e) => console.log(e.name, '|', e.message, '|', e.errors));
  await Promise.any([]).catch((e) => console.log(e.errors, e.message));
  await Promise.race([fail('lost', 1), later('late', 50)]).catch((e) => console.log('race', e));
  for (const name of ['all', 'allSettled', 'race', 'any']) await Promise[name](5).catch((e) => console.log(name, e.name + ': ' + e.message));

  // They call resolve of their constructor, once per element, and then of what it gives.
  const log = [];
  class P extends Promise {
    static resolve(v) { log.push('resolve ' + v); return super.resolve(v); }
    then(...a) { log.push('then'); return super.then(...a); }
  }
  const all = P.all([1, 2]);
  console.log(log.splice(0), all instanceof P, (await all).length);

  // An iterator that throws rejects; a resolve that throws closes the iterator.
  const bad = { [Symbol.iterator]: () => ({ next() { throw new Error('next'); }, return() { console.log('never'); } }) };
  await Promise.all(bad).catch((e) => console.log(e.message));
  P.resolve = () => { throw new Error('resolve'); };
  const closing = { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { console.log('closed'); return {}; } }) };
  await P.all(closing).catch((e) => console.log(e.message));
})();
