// Tests of files, told as a stream of events: https://nodejs.org/api/test.html#runoptions

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_VALUE } } =
  require('internal/errors');
const {
  validateAbortSignal, validateArray, validateFunction, validateObject, validateOneOf,
} = require('internal/validators');

// Only in this process: others can't be started.
function run(options = { __proto__: null }) {
  validateObject(options, 'options');
  const { files, isolation = 'process', setup, signal, cwd } = options;
  if (files !== undefined && files !== null) validateArray(files, 'options.files');
  validateOneOf(isolation, 'options.isolation', ['process', 'none']);
  if (setup !== undefined && setup !== null) validateFunction(setup, 'options.setup');
  validateAbortSignal(signal, 'options.signal');
  if (isolation !== 'none') {
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM("run() with isolation 'process'");
  }
  if (!files) {
    throw new ERR_INVALID_ARG_VALUE('options.files', files, 'must name the files to run');
  }
  const { Readable } = require('stream');
  const highWaterMark = NumberMAX_SAFE_INTEGER;
  const stream = new Readable({ objectMode: true, highWaterMark, read() {} });
  ObjectDefineProperty(stream, SymbolToStringTag, {
    __proto__: null, configurable: true, value: 'TestsStream',
  });
  const { startRoot } = require('internal/test/runner');
  const root = startRoot({
    push(event) {
      stream.push(event);
      stream.emit(event.type, event.data);
    },
    end() {
      stream.push(null);
    },
  });
  const process = require('process');
  const start = async () => {
    await setup?.(stream);
    const { resolve } = require('path');
    const { createRequire } = require('module');
    for (let i = 0; i < files.length; i++) {
      const file = resolve(cwd ?? process.cwd(), `${files[i]}`);
      try {
        createRequire(file)(file);
      } catch (error) {
        const { ERR_TEST_FAILURE } = require('internal/errors').codes;
        root.fail(new ERR_TEST_FAILURE(error, 'testCodeFailure'));
        root.diagnostic(`Error: ${file} failed to load: ${error}`);
      }
    }
  };
  process.nextTick(start);
  return stream;
}

module.exports = { run };
