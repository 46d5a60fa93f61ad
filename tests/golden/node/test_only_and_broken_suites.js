// clock: real because durations are masked. Where only some tests run, a suite that can't be built is told of nevertheless.
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

test('only this', { only: true }, () => {});
test('not this', () => console.log('not reached'));
describe('throws', () => {
  throw 'at once';
});
describe('throws later', async () => {
  await null;
  throw 'later';
});
describe('is left out', () => {
  describe('with one that throws', () => {
    throw 'inside';
  });
  it('is there', () => {});
});
describe('runs', { only: true }, () => {
  describe('inner', () => {
    throw 'inside';
  });
  it('is there', () => {});
});
