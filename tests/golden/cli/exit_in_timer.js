// exit: 5
// From a callback.
setTimeout(() => {
  console.log('exiting');
  process.exit(5);
}, 1);
setInterval(() => {}, 10);
