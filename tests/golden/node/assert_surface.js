// What assert has, in order, its strict form, and the class Assert.
const assert = require('assert');

process.noDeprecation = true;
const list = (object) => Object.keys(object).map((key) =>
  (typeof object[key] === 'function' ? `${key}=${object[key].name}/${object[key].length}` : key)).join(' ');
console.log(assert.name, list(assert));
console.log(assert.strict.name, list(assert.strict), assert.strict === require('assert/strict'), assert.strict.strict === assert.strict);
console.log(assert.strict.equal === assert.strictEqual, assert.strict.deepEqual === assert.deepStrictEqual);
console.log(list(assert.Assert.prototype), Reflect.ownKeys(new assert.Assert()), Reflect.ownKeys(new assert.Assert({ strict: false })));

const wrong = [() => assert.Assert(), () => new assert.Assert({ diff: 'none' }), () => new assert.AssertionError(), () => assert.equal(1),
  () => assert.match('a', 'a'), () => assert.throws('a'), () => assert.throws(() => {}, 1), () => assert.throws(() => { throw 1; }, 'a', 'b'),
  () => assert.throws(() => { throw new Error('x'); }, 'x'), () => assert.throws(() => { throw 'x'; }, 'x'),
  () => assert.throws(() => { throw new Error('x'); }, {}), () => assert.doesNotThrow(() => { throw new Error('x'); }, {})];
for (const call of wrong) {
  try {
    call();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
const error = new assert.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' });
console.log(Object.keys(error), error.name, `${error}`.split('\n')[0], error instanceof Error, error.stack.split('\n')[0]);
console.log(new assert.AssertionError({ message: 'own', actual: 'a'.repeat(5), operator: '==' }).message);
const { strictEqual } = new assert.Assert({ diff: 'full' });
try {
  strictEqual(1, 2);
} catch (error) {
  console.log(error.diff, error.message);
}
const tracker = new assert.CallTracker();
const tracked = tracker.calls((a) => a, 2);
tracked(1);
console.log(tracker.report()[0].message, tracker.getCalls(tracked));
