// The suite of Promises/A+, by mocha, for promises of the language.
const fs = require('node:fs');
const path = require('node:path');
const Mocha = require('mocha');

global.adapter = {
  resolved: (value) => Promise.resolve(value),
  rejected: (reason) => Promise.reject(reason),
  deferred() {
    const { promise, resolve, reject } = Promise.withResolvers();
    return { promise, resolve, reject };
  },
};
// Some tests handle a rejection only later.
process.on('unhandledRejection', () => {});
process.on('rejectionHandled', () => {});

class Counts {
  constructor(runner) {
    const files = new Map();
    runner.on('test end', (test) => {
      const name = path.basename(test.file);
      const counts = files.get(name) ?? { passed: 0, failed: 0 };
      counts[test.state]++;
      files.set(name, counts);
    });
    runner.on('fail', (test, error) => console.log('FAIL', test.fullTitle(), error.message));
    runner.on('end', () => {
      for (const [name, { passed, failed }] of files) console.log(name, passed, failed);
      console.log('all', runner.stats.passes, runner.stats.failures);
    });
  }
}

const mocha = new Mocha({ reporter: Counts, timeout: 10000, slow: Infinity });
const folder = path.join(path.dirname(require.resolve('promises-aplus-tests/package.json')), 'lib/tests');
for (const name of fs.readdirSync(folder).sort()) {
  if (name.endsWith('.js')) mocha.addFile(path.join(folder, name));
}
mocha.run((failures) => console.log('failures', failures));
