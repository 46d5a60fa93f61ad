// clock: real because it waits for what is piped in
// stdin: one\ntwo\nthree\n
// `process.stdin` is a Readable over what is piped in, by events, with pauses, and by iteration.
const { stdin } = process;
const { Readable } = require('stream');
console.log(stdin instanceof Readable, stdin.fd, stdin === process.stdin, stdin.isTTY);
console.log(stdin.readableFlowing, stdin.readableLength, stdin.readableEnded, stdin.destroyed);
stdin.setEncoding('utf8');
stdin.once('data', (text) => {
  console.log('data', JSON.stringify(text));
  stdin.pause();
  console.log(stdin.isPaused());
  setTimeout(async () => {
    console.log('later');
    const rest = [];
    for await (const text of stdin) rest.push(text);
    console.log('rest', rest, stdin.readableEnded);
  }, 50);
});
stdin.on('end', () => console.log('end'));
console.log(process.openStdin.length);
