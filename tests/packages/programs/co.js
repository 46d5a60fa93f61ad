// co: generators as coroutines, and what can be yielded.
const co = require('co');

const sleep = (time, value) => new Promise((resolve) => setTimeout(resolve, time, value));

co(function* () {
  console.log(yield Promise.resolve('promise'));
  console.log(yield [sleep(3, 1), sleep(1, 2), [Promise.resolve(3)]]);
  console.log(yield { a: sleep(1, 'x'), b: 5, c: { d: Promise.resolve(true) } });
  console.log(yield (done) => setImmediate(done, null, 'thunk'));
  console.log(yield (done) => done(null, 'many', 'values'));
  console.log(yield function* () { return yield sleep(1, 'inner'); });
  console.log(yield (function* () { return 'object'; })());
  try {
    yield Promise.reject(new Error('rejected'));
  } catch (error) {
    console.log('caught', error.message);
  }
  for (const wrong of ['text', 5, null, undefined]) {
    try {
      yield wrong;
    } catch (error) {
      console.log(error.message);
    }
  }
  class Context { *run() { return this.name; } }
  const context = new Context();
  context.name = 'context';
  console.log(yield co(context.run.bind(context)));
  return 'done';
}).then(console.log).then(() => {
  const wrapped = co.wrap(function* (a, b) {
    return (yield sleep(1, a)) + b;
  });
  console.log(wrapped.__generatorFunction__.constructor.name);
  return wrapped(1, 2);
}).then(console.log).then(() => co(function* () { throw new TypeError('out'); })).catch((error) => console.log(String(error)));
