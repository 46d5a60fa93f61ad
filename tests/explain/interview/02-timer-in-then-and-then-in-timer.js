setTimeout(() => {
  console.log('timer 1');
  Promise.resolve().then(() => console.log('then in timer 1'));
}, 0);
setTimeout(() => console.log('timer 2'), 0);
Promise.resolve().then(() => {
  console.log('then');
  setTimeout(() => console.log('timer in then'), 0);
});
