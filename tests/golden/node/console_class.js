// `new Console`: its options, their checks, and what its methods write.
const { Console } = require('node:console');
const { Writable } = require('node:stream');
const into = (list) => new Writable({
  decodeStrings: false,
  write(chunk, encoding, done) {
    list.push(chunk);
    done();
  },
});
const out = [], err = [];
const [stdout, stderr] = [into(out), into(err)];
const c = new Console({ stdout, stderr, groupIndentation: 3 });
process.on('warning', ({ message }) => console.log('warning', message));
c.log('%s is %d', 'one', 1, { a: [1] });
c.group('G', 1);
c.info('two\nlines');
c.groupCollapsed();
c.warn({ deep: { deeper: { deepest: { most: 1 } } } });
c.groupEnd();
c.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
c.groupEnd();
c.table([{ a: 1, b: 'x' }, { a: 2 }]);
c.table([[1, 2], [3]], ['1']);
c.table(5);
c.count();
c.count('x');
c.count();
c.countReset();
c.count();
c.countReset('none');
c.assert(true, 'no');
c.assert(false, 'yes %s', 1);
c.assert(false, { a: 1 });
c.assert(false);
c.dirxml({ a: 1 }, [2]);
c.time();
c.time();
c.timeLog('none');
c.timeEnd();
c.clear();
c.trace('here');
console.log(out.map((line) => line.replace(/[\d.]+m?s/, 'N')).join(''));
console.log(err.map((line) => line.replace(/\n {4}at.*/gs, '\n    at ...')).join(''));
const coloured = new Console({ stdout, stderr, colorMode: true });
out.length = 0;
coloured.log({ a: 1, b: 'x' });
new Console({ stdout, inspectOptions: { compact: false, colors: false } }).log({ a: [1] });
new Console({ stdout, inspectOptions: new Map([[stdout, { colors: true }]]) }).log(5, [true]);
console.log(JSON.stringify(out));
[1, 2].forEach(c.log);
console.log(out.slice(-2));
class Loud extends Console {
  log(text) { super.log(`${text}!`); }
}
new Loud(stdout).log('hey');
const { log } = new Loud(stdout);
log('bound');
console.log(out.slice(-2));
for (const args of [
  [], [{}], [{ stdout: {} }], [{ stdout, stderr: { write: 1 } }], [{ stdout, colorMode: 'yes' }],
  [{ stdout, groupIndentation: -1 }], [{ stdout, groupIndentation: 'a' }],
  [{ stdout, inspectOptions: 5 }], [{ stdout, colorMode: true, inspectOptions: { colors: false } }],
]) {
  try {
    new Console(...args);
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
}
const broken = { write() { throw new Error('broken'); }, listenerCount: () => 1, removeListener() {} };
new Console(broken).log('dropped');
try {
  new Console(broken, broken, false).log('told');
} catch ({ message }) {
  console.log(message);
}
