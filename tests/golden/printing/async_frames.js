// Who waits for the function that throws: through combinators, `then`, `return` and async generators.
const places = (error) => error.stack.split('\n').slice(1).map((line) => line.trim()).filter((line) => !line.includes('node:'))
  .map((line) => line.replace(/\(?[^ ]*async_frames\.js:(\d+):(\d+)\)?/, '$1:$2'));
const later = () => new Promise((resolve) => setTimeout(resolve, 1));
async function fail() { await later(); throw new Error('m'); }
async function pass(promise) { await promise; }
const cases = {
  async plain() { await fail(); },
  async nested() { await pass(fail()); },
  async all() { await Promise.all([later(), fail()]); },
  async allOfOne() { await Promise.all([fail()]); },
  async any() { await Promise.any([fail()]); },
  async anyOfMore() { await Promise.any([fail(), fail()]); },
  async race() { await Promise.race([fail(), new Promise(() => {})]); },
  async allSettled() { const [result] = await Promise.allSettled([fail()]); throw result.reason; },
  async allOfAll() { await Promise.all([later(), Promise.all([fail()])]); },
  async then() { await fail().then(() => {}); },
  async thenCallback() { await later().then(() => { throw new Error('m'); }); },
  async thenAsync() { await later().then(fail); },
  async catchCallback() { await Promise.reject(1).catch(() => { throw new Error('m'); }); },
  async finally() { await fail().finally(() => {}); },
  async returned() { return await (async () => fail())(); },
  async constructed() { await new Promise((resolve, reject) => { fail().then(resolve, reject); }); },
  async allCallback() { await Promise.all([later().then(() => { throw new Error('m'); })]); },
  async iteration() { for await (const value of (async function* numbers() { yield 1; await fail(); })()) value; },
  async two() { const promise = fail(); await Promise.allSettled([promise, promise]); await promise; },
};
(async function main() {
  for (const name in cases) {
    try {
      await cases[name]();
    } catch (error) {
      console.log(name, places(error.errors?.[0] ?? error));
    }
  }
  Error.prepareStackTrace = (error, sites) => sites.map((site) => [site.isAsync(), site.isPromiseAll(), site.getPromiseIndex(), site.getFunctionName()]);
  await Promise.all([later(), fail()]).catch((error) => console.log(error.stack));
})();
