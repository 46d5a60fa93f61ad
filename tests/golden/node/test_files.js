// Tests of a file that is run in a process of its own, as events.
const { run, test, describe, it } = require('node:test');
const { basename } = require('path');

if (process.env.NODE_TEST_CONTEXT === 'child-v8') {
  console.log('written by the file');
  describe('a suite', () => {
    it('passes', () => {});
    it('fails', () => {
      require('assert').strictEqual(1, 2);
    });
    it.skip('is left out', () => {});
    it.todo('is to be done', () => {
      throw new Error('not yet');
    });
  });
  test('a test', async (t) => {
    t.diagnostic('told by the test');
    await t.test('within it', () => {});
  });
  test('fails as expected', { expectFailure: true }, () => {
    throw new TypeError('expected');
  });
} else {
  const shown = (data) => {
    const copy = { ...data };
    for (const key of ['file', 'entryFile']) if (copy[key]) copy[key] = basename(copy[key]);
    if (copy.name?.includes('/')) copy.name = basename(copy.name);
    if (copy.duration_ms !== undefined) copy.duration_ms = typeof copy.duration_ms;
    if (/^duration_ms /.test(copy.message)) copy.message = 'duration_ms';
    if (copy.details) {
      const { error } = copy.details;
      copy.details = { ...copy.details, duration_ms: typeof copy.details.duration_ms };
      if (error) {
        const { code, failureType, cause, message, exitCode, signal } = error;
        const why = [cause?.name, cause?.code, cause?.message ?? cause, cause?.actual];
        copy.details.error = { code, failureType, message, exitCode, signal, why };
      }
    }
    return copy;
  };
  run({ files: [__filename] }).on('data', ({ type, data }) => console.log(type, shown(data)))
    .on('end', () => run({ files: [__dirname + '/missing.js'] }).on('data', ({ type, data }) => {
      if (type !== 'test:stderr') console.log(type, shown(data));
    }));
}
