// clock: real because it waits for what is piped in
// stdin: one\ntwo\n
// Standard input that is a pipe is a socket: it ends also while it is paused, and closes after what came
// before, telling whether there was an error.
const { stdin } = process;
const { Duplex, Readable } = require('stream');
console.log(stdin.constructor.name, Object.getPrototypeOf(stdin.constructor) === Duplex);
console.log(stdin instanceof Readable, stdin.writable, stdin.readable, stdin.allowHalfOpen);
console.log(stdin.readableHighWaterMark, stdin.bytesRead);
stdin.once('data', (chunk) => {
  console.log('data', chunk.length, stdin.bytesRead);
  stdin.pause();
  setTimeout(() => {
    console.log('resumed');
    stdin.resume();
  }, 20);
});
stdin.on('end', () => {
  console.log('end', stdin.destroyed);
  process.nextTick(() => console.log('tick', stdin.destroyed));
  setImmediate(() => console.log('immediate', stdin.destroyed));
});
stdin.on('close', (...args) => console.log('close', args));
process.on('exit', () => console.log('exit', stdin.readableEnded, stdin.closed));
