// What syntax makes, after the globals that go with it were deleted unused.
for (const name of ['Array', 'Object', 'Function', 'RegExp', 'Promise', 'Error', 'TypeError', 'SyntaxError', 'String', 'Number', 'BigInt', 'Symbol', 'Iterator', 'Map', 'Set']) {
  if (!delete globalThis[name]) console.log('not deleted', name);
}
console.log(typeof Array, typeof Promise, typeof RegExp, typeof Symbol);

const tag = (strings, ...values) => [strings.raw, values, strings === tag.last, tag.last = strings][1];
console.log(/a(b)/.exec('xab').index, tag`a${1}b`, [1, 2].map((x) => x + 1), { a: 1 }.hasOwnProperty('a'));
console.log('text'.toUpperCase(), (255).toString(16), (2n ** 64n).toString(), [..."ab"], [...[1].entries()]);
function* count() { const given = yield 1; yield given; }
const counting = count();
console.log(counting.next().value, counting.next('given').value, counting.next().done, [...count()]);
console.log(count.constructor.name, (async () => {}).constructor.name, (() => {}).constructor.name, /a/.constructor.name);
try { null.x; } catch (error) { console.log(error.name, error.constructor.name, error instanceof error.constructor); }
try { (() => {}).constructor('('); } catch (error) { console.log(error.name); }
(async () => {
  for await (const item of (async function* () { yield 1; })()) console.log('item', item);
  const promise = (async () => 5)();
  console.log(promise.constructor.name, await promise, await promise.constructor.all([1, promise]));
})().catch((error) => console.log(error.message));
