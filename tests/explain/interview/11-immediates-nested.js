setImmediate(() => {
  console.log('immediate 1');
  setImmediate(() => console.log('next turn'));
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('promise'));
});
setImmediate(() => console.log('immediate 2'));
