// A rejection that is handled late is told by its number among all that came without a handler.
process.on('unhandledRejection', (reason) => console.log('unhandled', reason));
Promise.reject('handled in time').catch(() => {});
const first = Promise.reject('first');
new Promise((resolve, reject) => reject('in time, too')).catch(() => {});
const second = Promise.reject('second');
setTimeout(() => {
  second.catch(() => console.log('second is handled'));
  first.catch(() => console.log('first is handled'));
}, 1);
