// permissions: fs-read
// What comes from files comes in the poll phase: before immediates that are made there, and after the
// timers and immediates of the main script, as each step of readFile takes a turn.
const fs = require('fs');
const { AsyncLocalStorage } = require('async_hooks');

const storage = new AsyncLocalStorage();
setTimeout(() => console.log('timeout of the script'), 0);
setImmediate(() => console.log('immediate of the script'));
storage.run('context', () => {
  fs.readFile(__filename, 'utf8', (error, text) => {
    console.log('readFile', error, text.length > 100, storage.getStore());
    setImmediate(() => console.log('immediate', storage.getStore()));
    process.nextTick(() => console.log('tick', storage.getStore()));
    Promise.resolve().then(() => console.log('micro', storage.getStore()));
    fs.stat(__filename, () => {
      console.log('stat, asked in a callback', storage.getStore());
    });
  });
});
process.nextTick(() => console.log('tick of the script'));
Promise.resolve().then(() => console.log('micro of the script'));
console.log('script');
