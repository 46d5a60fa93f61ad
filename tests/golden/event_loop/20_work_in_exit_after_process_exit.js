// After process.exit() not even microtasks run any more.
process.on('exit', () => {
  setTimeout(() => console.log('never'), 0);
  process.nextTick(() => console.log('never'));
  Promise.resolve().then(() => console.log('never'));
  console.log('exit');
});
Promise.resolve().then(() => console.log('never'));
process.nextTick(() => console.log('never'));
process.exit();
