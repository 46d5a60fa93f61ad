// In which order does this run? Read it, guess, and then look.
//
// 1. The script itself runs first, from top to bottom, and nothing interrupts it.
// 2. Then everything that waits in the small, urgent queues: first all ticks (process.nextTick),
//    then all microtasks (promises, await, queueMicrotask). Both queues are emptied completely,
//    also of what is added on the way.
// 3. Only then the event loop takes one bigger task, a timer or an immediate, and after it goes
//    back to 2.

console.log('1. script: start');

setTimeout(() => {
  console.log('9. timer: a task of its own');
  setImmediate(() => console.log('12. immediate: at the end of this turn of the loop'));
  process.nextTick(() => console.log('10. tick of the timer'));
  Promise.resolve().then(() => console.log('11. microtask of the timer'));
}, 0);

Promise.resolve()
  .then(() => console.log('5. microtask: a promise'))
  .then(() => console.log('8. microtask: the next link of the chain'));

queueMicrotask(() => console.log('6. microtask: queueMicrotask'));

process.nextTick(() => console.log('4. tick: before all microtasks'));

async function f() {
  console.log('2. script: an async function starts at once');
  await null; // the rest of the function becomes a microtask
  console.log('7. microtask: after the await');
}
f();

console.log('3. script: end');
