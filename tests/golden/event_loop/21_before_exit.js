// beforeExit comes when the loop is empty, and again only if new loop work appeared.
let n = 0;
process.on('beforeExit', (code) => {
  console.log('beforeExit', ++n, code);
  if (n < 3) setTimeout(() => console.log('timer', n), 1);
  else process.nextTick(() => console.log('a tick is no loop work'));
});
process.on('exit', (code) => console.log('exit', code));
setImmediate(() => console.log('immediate'));
