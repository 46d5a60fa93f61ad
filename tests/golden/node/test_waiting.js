// clock: real because durations are masked. What a test waits for, and suites that can't be built.
const { test, describe, it } = require('node:test');

const { write } = process.stdout;
process.stdout.write = function(text, ...rest) {
  const told = String(text).replace(/[\d.]+ms\)/g, 'ms)').replace(/(duration_ms) .*/, '$1');
  return write.call(this, told, ...rest);
};
process.on('exit', (code) => {
  console.log(code);
  process.exitCode = 0;
});

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test('waits for those that run at once', async (t) => {
  t.test('one', () => wait(5));
  t.test('two', () => wait(5));
});
test('waits while there are others', async (t) => {
  const one = t.test('one', () => wait(5));
  await null;
  t.test('two', () => wait(5));
  await one;
  t.test('three', () => wait(5));
});
test('does not wait for one that begins when all are done', async (t) => {
  await t.test('one', () => {});
  t.test('two', () => wait(5));
});
test('has room for those that need no time', async (t) => {
  await t.test('one', () => {});
  t.test('two', async () => await null);
});
test('says so of subtests too', async (t) => {
  await t.test('inner', async (t) => {
    await t.test('one', () => {});
    t.test('two', () => wait(5));
  });
  t.test('after it', () => {});
});
describe('throws', () => {
  throw 'at once';
});
describe('throws later', async () => {
  await null;
  throw 'later';
});
describe('has one that throws', () => {
  describe('inner', () => {
    throw 'inside';
  });
  it('is there', () => {});
});
