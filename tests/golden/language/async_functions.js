// An async function runs at once up to its first await, and always gives a promise.
const log = (...a) => console.log(...a);
async function f() {
  log('f starts');
  const v = await 'a value';
  log('f goes on with', v);
  return 'f result';
}
const p = f();
log(p instanceof Promise, 'the caller goes on');
p.then((v) => log('then', v));

// Errors become rejections; try/catch/finally work across await.
async function fails() { throw new TypeError('thrown'); }
async function catches() {
  try { await fails(); } catch (e) { return 'caught ' + e.message; } finally { await null; log('finally'); }
}
catches().then(log);
const badDefault = async (a = (() => { throw new Error('default'); })()) => a;
badDefault().catch((e) => log('rejected:', e.message));

// Awaiting promises, thenables and values; in sequence or together.
const later = (v, ms) => new Promise((r) => setTimeout(r, ms, v));
(async () => {
  log(await later('later', 1), await { then(ok) { ok('thenable'); } }, await 7);
  const [a, b] = await Promise.all([later('slow', 5), later('fast', 1)]);
  log(a, b);
  try { await { then(ok, no) { no('thenable rejects'); } }; } catch (e) { log(e); }
  try { await { get then() { throw 'then getter'; } }; } catch (e) { log(e); }

  // await in every place.
  const o = { [await 'k']: await 1, list: [await 2, ...(await [3, 4])] };
  const t = `${await 't'} ${(await ((x) => x))(await 'arg')}`;
  log(JSON.stringify(o), t, (await 1) + (await 2), (await null) ?? (await 'right'));
  let n = 1;
  n += await (n = 10, 5);
  log(n);
  for (let i = await 0; i < (await 3); i += await 1) if (i === (await 1)) continue; else log('i', i);
  switch (await 'x') { case await 'x': log('case'); }
  class C { static async m() { return this.name; } async #p() { return 'private'; } p() { return this.#p(); } }
  log(await C.m(), await new C().p(), await { async ['c' + 1]() { return arguments.length; } }.c1(1, 2));
  return (await Promise.resolve(later)) === later;
})().then(log);
