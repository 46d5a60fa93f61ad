// exit: 1
// From a timer.
setTimeout(function tick() {
  console.log('timer');
  null.x;
}, 1);
