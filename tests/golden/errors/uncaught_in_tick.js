// exit: 1
process.nextTick(() => {
  throw new Error('in a tick');
});
Promise.resolve().then(() => console.log('never'));
