// The test runner: https://nodejs.org/api/test.html

const {
  current, makeHook, makeTestFunction, register, Suite, Test,
} = require('internal/test/runner');

const test = makeTestFunction(Test);
const suite = makeTestFunction(Suite);
ObjectDefineProperty(suite, 'name', { __proto__: null, value: 'test', configurable: true });

module.exports = ObjectAssign(test, {
  after: makeHook('after'),
  afterEach: makeHook('afterEach'),
  before: makeHook('before'),
  beforeEach: makeHook('beforeEach'),
  describe: suite,
  getTestContext: function() {
    const running = current.getStore();
    return running?.parent ? running.context : undefined;
  },
  it: test,
  run: function(options = { __proto__: null }) {
    return require('internal/test/run').run(options);
  },
  suite,
  test,
});

const lazily = (make) => {
  let made;
  return { __proto__: null, configurable: true, enumerable: true, get: () => (made ??= make()) };
};

ObjectDefineProperties(test, {
  __proto__: null,
  mock: lazily(() => new (require('internal/test/mock').MockTracker)()),
  snapshot: lazily(() => {
    const {
      setDefaultSnapshotSerializers, setResolveSnapshotPath,
    } = require('internal/test/snapshot');
    return { __proto__: null, setDefaultSnapshotSerializers, setResolveSnapshotPath };
  }),
  assert: lazily(() => ({ __proto__: null, register })),
});
