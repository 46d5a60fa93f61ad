// throws, rejects and their opposites with each way to say which error is meant.
const assert = require('assert');

const print = (error) => console.log(`  ${error.name} ${error.code} ${error.operator} ${error.generatedMessage}: ${error.message.replace(/\n[-+ ]* at .*/g, '')}`);
const expectations = [undefined, Error, TypeError, /wrong/, /other/, { message: 'wrong' }, { message: /wro/, name: 'TypeError' }, { foo: 1 },
  new TypeError('wrong'), () => true, function check() { return 'yes'; }, () => { throw new Error('from the check'); }, 'a message', 'wrong', 1];
const thrown = { nothing: () => {}, error: () => { throw new TypeError('wrong'); }, text: () => { throw 'wrong'; }, null: () => { throw null; },
  object: () => { throw { message: 'wrong', foo: 1 }; } };

function tell(name, call) {
  console.log(name);
  try {
    call();
    console.log('  passes');
  } catch (error) {
    if (error && error.code) print(error);
    else console.log('  throws on', error && error.message ? error.message : error);
  }
}
for (const [name, fn] of Object.entries(thrown)) {
  for (const expected of expectations) {
    const shown = typeof expected === 'function' ? expected.name : String(expected);
    tell(`throws ${name} ${shown}`, () => assert.throws(fn, ...(expected === undefined ? [] : [expected])));
    tell(`doesNotThrow ${name} ${shown}`, () => assert.doesNotThrow(fn, ...(expected === undefined ? [] : [expected])));
  }
  tell(`throws ${name} with a message`, () => assert.throws(fn, RangeError, 'said'));
}
(async () => {
  const promises = { fulfilled: async () => {}, rejected: async () => { throw new TypeError('wrong'); }, promise: Promise.resolve(1), number: () => 1,
    nothing: 1, thenable: { then(resolve, reject) { reject(new Error('then')); }, catch() {} } };
  for (const [name, promise] of Object.entries(promises)) {
    for (const method of ['rejects', 'doesNotReject']) {
      for (const expected of [undefined, TypeError, /x/, { message: 'wrong' }, 'text']) {
        console.log(method, name, String(expected && expected.name ? expected.name : expected));
        await assert[method](promise, ...(expected === undefined ? [] : [expected])).then(() => console.log('  passes'), (error) => {
          if (error.code) print(error);
          else console.log('  rejects with', error.message);
        });
      }
    }
  }
})();
