// What the console prints goes through a replaced `write`, a replaced stream, and `_stdout`.
const lines = [];
const { write } = process.stdout;
process.stdout.write = function(text, callback) {
  lines.push([text, typeof callback, this === process.stdout]);
  return true;
};
console.log('a', 1);
console.table([1]);
console.group('g');
console.log('in\nside');
console.groupEnd();
console.count();
process.stdout.write = write;
console.log(lines);
lines.length = 0;
const { Writable } = require('stream');
const other = new Writable({
  decodeStrings: false,
  write(chunk, encoding, done) {
    lines.push(chunk);
    done();
  },
});
console._stdout = other;
console.log('elsewhere', other.listenerCount('error'));
console._stdout = process.stdout;
console.log(lines, other.destroyed);
process.stdout.write = () => { throw new Error('dropped'); };
console.log('nobody sees this');
delete process.stdout.write;
console.log(process.stdout.write === write);
