// Array.fromAsync waits for each value in turn, also for what its mapper gives.
const show = async (name, make) => {
  try { console.log(name, await make()); } catch (e) { console.log(name, `${e.name}: ${e.message}`); }
};
async function* numbers() { try { yield 1; yield 2; yield 3; } finally { console.log('closed'); } }
const log = [];
let counted = 0;
const spy = (object, name) => new Proxy(object, { get(target, key) { log.push(`${name}.${String(key)}`); return target[key]; } });
function Made(...args) { log.push(`new Made(${args})`); return []; }
(async () => {
  await show('async generator', () => Array.fromAsync(numbers()));
  await show('promises', () => Array.fromAsync([Promise.resolve('a'), 'b', { then(f) { f('c'); } }]));
  await show('array-like', () => Array.fromAsync({ length: 2, 0: Promise.resolve(1) }));
  await show('mapped', () => Array.fromAsync(numbers(), async function (n, k) { return [this.x, n, k]; }, { x: 'x' }));
  await show('mapper throws', () => Array.fromAsync(numbers(), () => { throw new Error('no'); }));
  await show('mapper rejects', () => Array.fromAsync(numbers(), () => Promise.reject(new Error('never'))));
  await show('value rejects', () => Array.fromAsync([1, Promise.reject(new Error('lost'))]));
  await show('string', () => Array.fromAsync('ab', (c) => c + c));
  await show('number', () => Array.fromAsync(5));
  await show('null', () => Array.fromAsync(null));
  await show('no function', () => Array.fromAsync([1], 5));
  await show('no method', () => Array.fromAsync({ [Symbol.asyncIterator]: 5 }));
  await show('no sync method', () => Array.fromAsync({ [Symbol.iterator]: 5 }));
  await show('no iterator', () => Array.fromAsync({ [Symbol.asyncIterator]() { return 5; } }));
  await show('frozen', () => Array.fromAsync.call(function () { return Object.freeze([]); }, [1]));
  await Array.fromAsync.call(Made, spy({ length: 2, 0: 'a', 1: 'b' }, 'like'));
  await Array.fromAsync.call(Made, spy({ [Symbol.asyncIterator]: () => spy({ next() { return { done: ++counted > 2, value: counted }; } }, 'iterator') }, 'iterable'), (n) => log.push(`map ${n}`));
  console.log(log.join('\n'));
})();
