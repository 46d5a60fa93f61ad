// The reporters of tests: https://nodejs.org/api/test.html#test-reporters

const make = (name) => new (require('internal/test/reporters')[name])();

// As a function over the events.
function generator(name, shown) {
  const report = async function*(source) {
    const reporter = make(name);
    for await (const event of source) {
      const text = reporter.event(event);
      if (text) yield text;
    }
    yield reporter.end();
  };
  return ObjectDefineProperty(report, 'name', { __proto__: null, value: shown });
}

let SpecReporter;

// As a stream that takes the events.
function spec() {
  if (SpecReporter === undefined) {
    const { Transform } = require('stream');
    SpecReporter = class extends Transform {
      #reporter = make('Spec');

      constructor() {
        super({ writableObjectMode: true });
      }

      _transform(event, encoding, callback) {
        callback(null, this.#reporter.event(event));
      }

      _flush(callback) {
        callback(null, this.#reporter.end());
      }
    };
    ObjectDefineProperty(SpecReporter, 'name', { __proto__: null, value: 'SpecReporter' });
  }
  return new SpecReporter();
}

// There is no coverage to report.
function lcov() {
  const { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } = require('internal/errors').codes;
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('the lcov reporter');
}

const lazily = (make) => {
  let made;
  return { __proto__: null, configurable: true, enumerable: true, get: () => (made ??= make()) };
};

ObjectDefineProperties(module.exports, {
  __proto__: null,
  dot: lazily(() => generator('Dot', 'dot')),
  junit: lazily(() => generator('Junit', 'junitReporter')),
  spec: { __proto__: null, configurable: true, enumerable: true, value: spec },
  tap: lazily(() => generator('Tap', 'tapReporter')),
  lcov: { __proto__: null, configurable: true, enumerable: true, value: lcov },
});
