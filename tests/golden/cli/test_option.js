// permissions: fs-read
// cmd: --test --test-reporter=dot {file}
// Tests of a file that runs in a process of its own: a dot for each.
const { test, describe, it } = require('node:test');

console.log('not shown by this reporter', process.argv.length);
describe('a suite', () => {
  it('passes', () => {});
  it.todo('is to be done');
});
test('has subtests', async (t) => {
  await t.test('one', () => {});
  await t.test('two', { skip: true }, () => {});
});
