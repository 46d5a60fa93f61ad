// clock: real because the durations that a file of tests prints are only masked where they are some.
const { test, describe, it, before, after, beforeEach, afterEach } = require('node:test');
const assert = require('node:assert');

const { write } = process.stdout;
process.stdout.write = function(text, ...rest) {
  const told = String(text).replace(/[\d.]+ms\)/g, 'ms)').replace(/(duration_ms) .*/, '$1');
  return write.call(this, told, ...rest);
};
process.on('exit', (code) => {
  console.log(code);
  process.exitCode = 0;
});

test('passes', () => {});
test('is async', async (t) => {
  await null;
  t.diagnostic('told afterwards');
});
test('takes a callback', (t, done) => setImmediate(done));
test('is skipped', { skip: 'for a reason' }, () => assert.fail());
test.todo('is not written yet');
test('skips itself', (t) => t.skip());
test('has a plan', (t) => {
  t.plan(2);
  t.assert.ok(true);
  t.assert.strictEqual(1, 1);
});
test('has subtests', async (t) => {
  t.beforeEach(() => console.log('before each'));
  await t.test('one', (t) => console.log(t.name, t.fullName));
  await t.test('two', () => {});
});
describe('suite', () => {
  before(() => console.log('before'));
  after(() => console.log('after'));
  beforeEach(() => console.log('before each'));
  afterEach(() => console.log('after each'));
  it('a', () => console.log('a'));
  it('b', async () => console.log('b'));
  describe('inner', () => {
    it('c', () => console.log('c'));
  });
});
test('throws text', () => {
  throw 'text';
});
test('waits for the rest', (t) => {
  t.test('not awaited', () => new Promise((resolve) => setTimeout(resolve, 5)));
});
test('expects to fail', { expectFailure: true }, () => assert.fail());
test('is too slow', { timeout: 1 }, () => new Promise((resolve) => setTimeout(resolve, 50)));
test('plan is not met', (t) => t.plan(1));
