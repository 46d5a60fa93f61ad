// Tests of files, told as a stream of events: https://nodejs.org/api/test.html#runoptions

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const {
  validateAbortSignal, validateArray, validateFunction, validateObject, validateOneOf,
} = require('internal/validators');
const process = require('process');

// Each file is loaded into this process, whatever `isolation` says: others can't be started.
function run(options = { __proto__: null }) {
  validateObject(options, 'options');
  const { files, isolation = 'process', setup, signal, cwd } = options;
  if (files !== undefined && files !== null) validateArray(files, 'options.files');
  validateOneOf(isolation, 'options.isolation', ['process', 'none']);
  if (setup !== undefined && setup !== null) validateFunction(setup, 'options.setup');
  validateAbortSignal(signal, 'options.signal');
  if (!files) {
    throw new ERR_INVALID_ARG_VALUE('options.files', files, 'must name the files to run');
  }
  const { Readable } = require('stream');
  const highWaterMark = NumberMAX_SAFE_INTEGER;
  const stream = new Readable({ objectMode: true, highWaterMark, read() {} });
  ObjectDefineProperty(stream, SymbolToStringTag, {
    __proto__: null, configurable: true, value: 'TestsStream',
  });
  process.nextTick(async () => {
    await setup?.(stream);
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
    load(root, files, cwd, isolation);
    root.endWhenDone();
  });
  return stream;
}

function load(root, files, cwd, isolation) {
  const { resolve } = require('path');
  const { createRequire } = require('module');
  const { env } = process;
  const before = env.NODE_TEST_CONTEXT;
  if (isolation === 'process') env.NODE_TEST_CONTEXT = 'child-v8';
  for (let i = 0; i < files.length; i++) {
    const file = resolve(cwd ?? process.cwd(), `${files[i]}`);
    try {
      const requireFile = createRequire(file);
      delete requireFile.cache[file];
      requireFile(file);
    } catch (error) {
      root.loadFailed(file, error);
    }
  }
  if (before === undefined) delete env.NODE_TEST_CONTEXT;
  else env.NODE_TEST_CONTEXT = before;
}

module.exports = { run };
