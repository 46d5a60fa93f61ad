// An async generator yields values that are awaited; requests wait in a queue.
const log = (...a) => console.log(...a);
const later = (v, ms = 1) => new Promise((r) => setTimeout(r, ms, v));
async function* g() {
  try {
    log('sent', yield later('one'));
    yield await later('two');
    return later('returned');
  } finally {
    await later();
    log('finally');
  }
}
(async () => {
  const it = g();
  // Three requests at once: answered in order.
  log(await Promise.all([it.next(), it.next('hello'), it.next(), it.next()]));

  for await (const x of g()) { log('loop', x); if (x === 'two') break; }
  log('closed');

  const r = g();
  await r.next();
  log(await r.return('early'), await r.next());
  const t = g();
  await t.next();
  await t.throw(new Error('T')).catch((e) => log('rejected', e.message));
  log(await g().return(later('awaited')), await g().return(1));

  // yield of a rejected promise throws inside.
  async function* rejects() { try { yield Promise.reject('inner'); } catch (e) { yield 'caught ' + e; } }
  log(await rejects().next());

  // yield* over async and sync iterables.
  async function* all() { const r = yield* g(); log('result', r); yield* [later('sync of promise'), 2]; }
  const out = [];
  for await (const x of all()) out.push(x);
  log(out);
  log(Object.prototype.toString.call(it), it[Symbol.asyncIterator]() === it, it.next() instanceof Promise);
})();
