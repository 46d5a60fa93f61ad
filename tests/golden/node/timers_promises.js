// Timers that return promises.
const timers = require('timers');
const promises = require('timers/promises');
const { setTimeout: wait, setImmediate: soon, setInterval: every, scheduler } = promises;

console.log(timers.setTimeout === setTimeout, timers.promises === promises, Object.keys(timers), promises);
const show = (error) => console.log(error.name, error.code, error.message, error.cause);

async function main() {
  console.log(await wait(1, 'value'), await soon('soon'), await wait());
  console.log(await scheduler.wait(1), await scheduler.yield());
  await wait('1').catch(show);
  await wait(1, 2, 3).catch(show);
  await soon(1, { signal: {} }).catch(show);
  await soon(1, { ref: 1 }).catch(show);
  await wait(1, 2, { signal: AbortSignal.abort('no') }).catch(show);
  const controller = new AbortController();
  setImmediate(() => controller.abort('stop'));
  await wait(1e6, 1, { signal: controller.signal }).catch(show);
  let count = 0;
  for await (const value of every(1, 'tick')) {
    console.log(value);
    if (++count === 3) break;
  }
  const other = new AbortController();
  try {
    for await (const value of every(1, undefined, { signal: other.signal })) {
      console.log(value);
      other.abort('enough');
    }
  } catch (error) {
    show(error);
  }
  await every('x').next().catch(show);
  try {
    new scheduler.constructor();
  } catch (error) {
    show(error);
  }
  wait(1e6, 0, { ref: false });
}
main();
