// mocha: a suite with each kind of test, told by several reporters.
const path = require('node:path');
const Mocha = require('mocha');

function run(options) {
  const mocha = new Mocha({ color: false, slow: 100000, ...options });
  mocha.addFile(path.join(__dirname, 'suite.cjs'));
  mocha.cleanReferencesAfterRun(true);
  mocha.unloadFiles();
  return new Promise((resolve) => mocha.run(resolve));
}

// Times and stacks are not what is compared.
const write = process.stdout.write;
process.stdout.write = function (text, ...rest) {
  text = String(text).replace(/\(?\d+m?s\)?$/gm, 'TIME').replace(/"(duration|start|end|stack)": .*/g, '"$1"')
    .replace(/^ +at .*\n/gm, '').replace(/^ +\n/gm, '').replace(/\d+ms\b/g, 'TIME');
  return write.call(this, text, ...rest);
};

(async () => {
  console.log('failures', await run({ reporter: 'spec' }));
  console.log('failures', await run({ reporter: 'dot', grep: /passes|squares/ }));
  console.log('failures', await run({ reporter: 'tap', grep: 'nested' }));
  console.log('failures', await run({ reporter: 'json', fgrep: 'deeper' }));
  console.log('failures', await run({ reporter: 'list', bail: true, timeout: 50 }));
  console.log('failures', await run({ reporter: 'markdown', invert: true, grep: 'suite' }));
  console.log(Object.keys(Mocha.reporters).join(' '));
})();
