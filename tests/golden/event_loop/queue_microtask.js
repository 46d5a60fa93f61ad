// queueMicrotask shares the queue of promise jobs.
queueMicrotask(() => console.log('q1'));
Promise.resolve().then(() => console.log('p1'));
queueMicrotask(() => {
  console.log('q2');
  queueMicrotask(() => console.log('q2 nested'));
  Promise.resolve().then(() => console.log('q2 promise'));
});
Promise.resolve().then(() => console.log('p2')).then(() => console.log('p2 then'));
console.log('body', queueMicrotask(() => {}), queueMicrotask.length, queueMicrotask.name);
