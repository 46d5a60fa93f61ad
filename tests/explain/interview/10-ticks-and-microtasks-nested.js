Promise.resolve().then(() => {
  console.log('p1');
  process.nextTick(() => console.log('tick in p1'));
}).then(() => console.log('p2'));
process.nextTick(() => {
  console.log('t1');
  Promise.resolve().then(() => console.log('p in t1'));
  process.nextTick(() => console.log('tick in t1'));
});
