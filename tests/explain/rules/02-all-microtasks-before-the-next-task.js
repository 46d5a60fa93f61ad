setTimeout(() => console.log('task 1'), 0);
setTimeout(() => console.log('task 2'), 0);

Promise.resolve()
  .then(() => console.log('micro 1'))
  .then(() => queueMicrotask(() => console.log('micro 2')));
