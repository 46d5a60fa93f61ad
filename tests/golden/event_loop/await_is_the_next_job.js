// An await whose job would be the next one looks no different from any other.
const log = [];
const say = (...words) => log.push(words.join(' '));

const increment = async (n) => n + 1;
const fail = async (n) => { throw new Error('fail ' + n); };

async function alone() {
  // Nothing else is queued: each await is the next job.
  await null;
  let n = 0;
  for (let i = 0; i < 3; i++) n = await increment(n);
  say('alone', n);
  try { await fail(n); } catch (error) { say('caught', error.message); }
  // A tick waits until no job is left.
  process.nextTick(() => say('tick'));
  await null;
  say('before the tick');
  await increment(1);
  say('still before the tick');
  queueMicrotask(() => say('microtask'));
  await null;
  say('after the microtask');
  // A function called here has awaits of its own, and its caller goes on first.
  const inner = async () => { say('inner 1'); await null; say('inner 2'); return 'inner 3'; };
  const promise = inner();
  say('outer 1');
  say(await promise);
  await new Promise((resolve) => setTimeout(resolve, 1));
  await null;
  say('after a timer');
  return 'end';
}

async function* numbers() {
  await null;
  yield await increment(0);
  await increment(1);
  yield 2;
}

async function main() {
  say(await alone());
  for await (const n of numbers()) say('number', n);
  for await (const n of [1, increment(1), Promise.resolve(3)]) say('of array', n);
  const thenable = { then(resolve) { say('then called'); resolve('thenable'); } };
  say(await thenable);
  class Sub extends Promise {}
  say(await Sub.resolve('subclass'));
  // A rejection that is awaited at once is handled.
  const rejected = Promise.reject(new Error('early'));
  try { await rejected; } catch (error) { say(error.message); }
  // Side by side the queue is never empty.
  const steps = async (name) => { for (let i = 0; i < 3; i++) { await null; say(name, i); } };
  await Promise.all([steps('a'), steps('b')]);
}

process.on('unhandledRejection', (error) => say('unhandled', error.message));
process.on('rejectionHandled', () => say('handled'));
main().then(() => console.log(log.join('\n')));
