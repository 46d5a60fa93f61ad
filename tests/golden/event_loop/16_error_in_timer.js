// With a handler, a timer that throws lets the next timer of its list run before the ticks.
process.on('uncaughtException', (e) => console.log('UE', e.message));
setTimeout(() => {
  setTimeout(() => {
    console.log('T1');
    process.nextTick(() => console.log('tick'));
    Promise.resolve().then(() => console.log('micro'));
    throw new Error('T1');
  }, 5);
  setTimeout(() => console.log('T2'), 5);
  setTimeout(() => console.log('T3'), 5);
  const end = Date.now() + 20;
  while (Date.now() < end); // now all three are due
}, 1);
