// `write` is inherited by both streams, so that one of a stream's own can be deleted again.
const lines = [];
console.log(Object.hasOwn(process.stdout, 'write'), process.stdout.write === process.stderr.write);
process.stdout.write = (text) => { lines.push(text); return true; };
console.log('taken');
console.log(delete process.stdout.write);
console.log(lines, typeof process.stdout.write);
process.stdout.write = () => { throw new Error('nobody is told'); };
console.log('lost');
delete process.stdout.write;
const { write } = process.stdout;
write.call(process.stdout, 'by the function\n');
Object.create(process.stdout).write('by an heir\n');
Object.defineProperty(process.stdout, 'write', {
  configurable: true,
  get() { return (text) => write.call(this, `[${text.trim()}]\n`); },
});
console.log('by a getter');
delete process.stdout.write;
const holder = Object.getPrototypeOf(process.stdout);
console.log('%i %i %i %d', '0x1f', '12.9px', ' -7 ', '0x1f');
