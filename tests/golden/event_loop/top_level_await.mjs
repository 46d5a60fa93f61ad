// A module may await at its top level; what comes after waits, the loop goes on meanwhile.
console.log('start');
const sleep = (ms, v) => new Promise((r) => setTimeout(r, ms, v));
setTimeout(() => console.log('timer while the module waits'), 1);
console.log(await sleep(20, 'woke up'));
for await (const x of [sleep(5, 'a'), 'b']) console.log(x);
const { value = await 'default' } = {};
console.log(value, [await 1, await 2], typeof this, import.meta.url.endsWith('top_level_await.mjs'));
try {
  await Promise.reject(new Error('no'));
} catch (e) {
  console.log('caught', e.message);
}
export const result = await Promise.all([sleep(2, 'x'), sleep(1, 'y')]);
console.log(result);
