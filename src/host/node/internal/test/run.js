// Tests of files, told as a stream of events: https://nodejs.org/api/test.html#runoptions

const { codes: { ERR_TEST_FAILURE } } = require('internal/errors');
const {
  validateAbortSignal, validateArray, validateFunction, validateObject, validateOneOf,
} = require('internal/validators');
const process = require('process');

// What is tested where nothing is named.
const PATTERNS = [
  '**/{test,test/**/*,test-*,*[._-]test}.{js,mjs,cjs}',
];
// Before an event in the output of a process of its own.
const MARK = '\u0001test ';

function run(options = { __proto__: null }) {
  validateObject(options, 'options');
  const { files, globPatterns, isolation = 'process', setup, signal, cwd } = options;
  if (files !== undefined && files !== null) validateArray(files, 'options.files');
  if (globPatterns !== undefined && globPatterns !== null) {
    validateArray(globPatterns, 'options.globPatterns');
  }
  validateOneOf(isolation, 'options.isolation', ['process', 'none']);
  if (setup !== undefined && setup !== null) validateFunction(setup, 'options.setup');
  validateAbortSignal(signal, 'options.signal');
  const folder = cwd ?? process.cwd();
  const paths = files ?? found(globPatterns ?? PATTERNS, folder);
  const { Readable } = require('stream');
  const highWaterMark = NumberMAX_SAFE_INTEGER;
  const stream = new Readable({ objectMode: true, highWaterMark, read() {} });
  ObjectDefineProperty(stream, SymbolToStringTag, {
    __proto__: null, configurable: true, value: 'TestsStream',
  });
  process.nextTick(async () => {
    if (process.env.NODE_TEST_CONTEXT !== undefined) {
      process.emitWarning('node:test run() is being called recursively within a test file. ' +
        'skipping running files.');
      stream.push(null);
      return;
    }
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
    const runScript = isolation === 'process' ? internalBinding('process').runScript : undefined;
    load(root, paths, folder, runScript);
    root.endWhenDone();
  });
  return stream;
}

// The files that patterns name, in the order of their names.
function found(patterns, folder) {
  const { globSync } = require('fs');
  const { resolve } = require('path');
  const list = globSync(patterns, {
    __proto__: null, cwd: folder, exclude: ['node_modules', '**/node_modules'],
  });
  return ArrayPrototypeMap(ArrayPrototypeSort(list), (name) => resolve(folder, name));
}

function load(root, files, folder, runScript) {
  const { resolve } = require('path');
  const { createRequire } = require('module');
  for (let i = 0; i < files.length; i++) {
    const name = `${files[i]}`;
    const file = resolve(folder, name);
    if (runScript !== undefined) {
      root.runFile(name, file, () => outcome(runScript, file, root));
      continue;
    }
    try {
      const requireFile = createRequire(file);
      delete requireFile.cache[file];
      requireFile(file);
    } catch (error) {
      root.loadFailed(file, error);
    }
  }
}

// Runs a file in a process of its own: what it told of tests, and how it ended.
function outcome(runScript, file, root) {
  const ended = runScript(file, 'child-v8');
  if (ended === undefined) return { events: [], error: failed(null, null) };
  const { 0: code, 1: signal, 2: out, 3: err } = ended;
  const events = [];
  const tell = (text, type) => {
    const lines = StringPrototypeSplit(text, '\n');
    for (let i = 0; i < lines.length; i++) {
      if (type === 'test:stdout' && StringPrototypeStartsWith(lines[i], MARK)) {
        const text = StringPrototypeSlice(lines[i], MARK.length);
        ArrayPrototypePush(events, decode(text));
        continue;
      }
      const isLast = i === lines.length - 1;
      if (isLast && lines[i] === '') continue;
      const message = isLast ? lines[i] : `${lines[i]}\n`;
      const data = { __proto__: null, file, message, entryFile: file };
      ArrayPrototypePush(events, { __proto__: null, type, data });
    }
  };
  tell(out, 'test:stdout');
  tell(err, 'test:stderr');
  return { events, error: code === 0 ? null : failed(code, signal) };
}

function failed(exitCode, number) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const error = new ERR_TEST_FAILURE('test failed', 'testCodeFailure');
  Error.stackTraceLimit = stackTraceLimit;
  error.exitCode = exitCode;
  error.signal = null;
  const { signals } = require('os').constants;
  const names = ObjectKeys(signals);
  for (let i = 0; i < names.length; i++) {
    if (signals[names[i]] === number) {
      error.signal = names[i];
      break;
    }
  }
  return error;
}

// Events as text: as what `v8.serialize` makes of them, with errors that keep their properties.
function plain(error) {
  if (!(error instanceof Error)) return error;
  const properties = { __proto__: null };
  const keys = ObjectGetOwnPropertyNames(error);
  for (let i = 0; i < keys.length; i++) {
    const descriptor = ObjectGetOwnPropertyDescriptor(error, keys[i]);
    if (typeof descriptor.value === 'function') continue;
    properties[keys[i]] = [plain(error[keys[i]]), descriptor.enumerable];
  }
  return { kError: error.constructor?.name ?? 'Error', properties };
}

const classes = {
  __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError,
};

function restored(value) {
  if (value?.kError === undefined) return value;
  const name = value.kError;
  const { prototype } = name === 'AssertionError' ?
    require('assert').AssertionError : classes[name] ?? Error;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const error = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  ObjectSetPrototypeOf(error, prototype);
  const keys = ObjectKeys(value.properties);
  for (let i = 0; i < keys.length; i++) {
    const { 0: own, 1: enumerable } = value.properties[keys[i]];
    ObjectDefineProperty(error, keys[i], {
      __proto__: null, value: restored(own), enumerable, writable: true, configurable: true,
    });
  }
  return error;
}

function encode({ type, data }) {
  const { serialize } = require('v8');
  const error = data.details?.error;
  if (error) data = { ...data, details: { ...data.details, error: plain(error) } };
  let bytes;
  try {
    bytes = serialize({ type, data });
  } catch {
    // What an assertion compared can't be sent.
    const { name, message, stack, code, failureType } = error;
    const sent = new Error(message);
    ObjectAssign(sent, { code, failureType });
    sent.cause = error.cause instanceof Error ? `${error.cause.stack}` : `${error.cause}`;
    sent.stack = stack;
    data = { ...data, details: { ...data.details, error: plain(sent) } };
    bytes = serialize({ type, data: { ...data, name: data.name ?? name } });
  }
  return `${MARK}${bytes.toString('base64')}\n`;
}

function decode(text) {
  const { Buffer } = require('buffer');
  const { type, data } = require('v8').deserialize(Buffer.from(text, 'base64'));
  if (data.details?.error) data.details.error = restored(data.details.error);
  const event = { __proto__: null, type, data: { __proto__: null, ...data } };
  if (data.details) event.data.details = { __proto__: null, ...data.details };
  return event;
}

module.exports = { encode, run };
