// `process.stdout` is a Writable once it is looked at as one; the order of what is written stays.
const { stdout } = process;
console.log(stdout.write('first\n'), stdout.write('second\n', () => console.log('callback')));
console.log(typeof stdout.isTTY, stdout.columns, stdout.fd, stdout._isStdio);
const { Writable, Readable, Stream } = require('stream');
console.log(stdout instanceof Writable, stdout instanceof Stream);
console.log(stdout instanceof require('events'), Object.hasOwn(stdout, '_writableState'));
stdout.write(Buffer.from('bytes\n'));
stdout.write('68657821', 'hex', () => console.log(' after hex'));
console.log();
console.log(stdout.writable, stdout.writableLength, stdout.writableHighWaterMark,
            stdout.writableEnded, stdout.writableObjectMode, stdout.destroyed);
stdout.on('tea', (x) => console.log('tea', x));
console.log(stdout.emit('tea', 5), stdout.listenerCount('tea'), stdout.eventNames());
for (const chunk of [null, undefined, 5, {}]) {
  try {
    stdout.write(chunk);
  } catch ({ code, message }) {
    console.log(code, message);
  }
}
try {
  stdout.write('x', 'nothing');
} catch ({ code, message }) {
  console.log(code, message);
}
stdout.cork();
stdout.write('corked ');
console.log('and printed');
stdout.uncork();
Readable.from(['piped ', 'text\n']).pipe(stdout, { end: false }).on('unpipe', () => {
  console.log('unpiped');
  console.log(process.stderr.write === stdout.write, process.stderr.fd);
});
