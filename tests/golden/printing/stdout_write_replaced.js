// What the console prints goes through process.stdout.write and process.stderr.write.
const seen = [];
const { write } = process.stdout;
const capture = (body) => {
  seen.length = 0;
  process.stdout.write = (...parts) => { seen.push(parts.map((part) => (typeof part === 'function' ? 'function' : part))); return true; };
  const error = process.stderr.write;
  process.stderr.write = (chunk) => { seen.push(`err: ${chunk}`); return true; };
  try {
    body();
  } finally {
    process.stdout.write = write;
    process.stderr.write = error;
  }
  console.log(seen);
};
capture(() => console.log('text'));
capture(() => console.log(5));
capture(() => console.log({ a: [1, 2] }, '%s', 'x'));
capture(() => { console.info('info'); console.debug('debug'); console.warn('warn'); console.error('error'); });
capture(() => { console.group('group'); console.log('one\ntwo'); console.groupEnd(); });
capture(() => console.dir({ a: { b: { c: {} } } }, { depth: 0 }));
capture(() => console.table([{ a: 1 }]));
capture(() => { console.count(); console.count('x'); console.assert(false, 'assert %d', 5); });
process.stdout.write = () => { throw new Error('ignored'); };
console.log('lost');
process.stdout.write = undefined;
console.log('lost too');
process.stdout.write = write;
console.log('back');
let depth = 0;
process.stdout.write = function (chunk, ...rest) {
  if (depth++ === 0) console.log('inner');
  depth--;
  return write.call(this, `[${chunk.trimEnd()}]\n`, ...rest);
};
console.log('outer');
process.stdout.write = write;
// Methods that print by way of others call what stands there.
const { log, warn } = console;
console.log = (...values) => log('log:', ...values);
console.warn = (...values) => log('warn:', ...values);
console.table([1]);
console.count('label');
console.group('in');
console.groupEnd();
console.assert(false, 'because');
console.table('plain');
Object.assign(console, { log, warn });
