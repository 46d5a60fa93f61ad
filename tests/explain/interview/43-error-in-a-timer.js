process.on('uncaughtException', (error) => console.log('uncaught', error.message));

setTimeout(() => {
  Promise.resolve().then(() => console.log('microtask of the timer'));
  throw new Error('x');
}, 0);
setTimeout(() => console.log('next timer'), 0);
