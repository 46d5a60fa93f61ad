// https://nodejs.org/api/assert.html

const {
  codes: {
    ERR_AMBIGUOUS_ARGUMENT, ERR_CONSTRUCT_CALL_REQUIRED, ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_VALUE, ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { inspect } = internalBinding('inspect');
const { isError, deprecate } = require('internal/util');
const { isPromise, isRegExp } = internalBinding('types');
const { validateFunction, validateOneOf } = require('internal/validators');

let comparisons;
const compare = () => (comparisons ??= require('internal/comparisons'));

const kOptions = Symbol('options');
const NO_EXCEPTION = { __proto__: null };
const EXPECTED_TYPES = ['Object', 'Error', 'Function', 'RegExp'];

const diffOf = (self) => self?.[kOptions]?.diff;
const looselyEqual = (a, b) => a == b || (a !== a && b !== b);

function innerFail(details) {
  if (details.message instanceof Error) throw details.message;
  throw new AssertionError(details);
}

function throwGenerated(details, generated) {
  const error = new AssertionError(details);
  error.generatedMessage = generated;
  throw error;
}

function innerOk(fn, count, value, message) {
  if (value) return;
  let generated = false;
  if (count === 0) {
    generated = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generated = true;
    const source = require('internal/assert/source').callText(fn);
    if (source !== undefined)
      message = `The expression evaluated to a falsy value:\n\n  ${source}\n`;
  } else if (isError(message)) {
    throw message;
  }
  throwGenerated(
    { actual: value, expected: true, message, operator: '==', stackStartFn: fn },
    generated,
  );
}

const assert = (module.exports = function ok(...args) {
  innerOk(ok, args.length, ...args);
});

function Assert(options) {
  if (!new.target) throw new ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  options = ObjectAssign({ __proto__: null, strict: true, skipPrototype: false }, options);
  if (options.diff !== undefined) validateOneOf(options.diff, 'options.diff', ['simple', 'full']);
  this.AssertionError = AssertionError;
  ObjectDefineProperty(this, kOptions, {
    __proto__: null, value: options, enumerable: false, configurable: false, writable: false,
  });
  if (options.strict) {
    this.equal = this.strictEqual;
    this.deepEqual = this.deepStrictEqual;
    this.notEqual = this.notStrictEqual;
    this.notDeepEqual = this.notDeepStrictEqual;
  }
}

let warnedFail = false;
function fail(actual, expected, message, operator, stackStartFn) {
  const count = arguments.length;
  let generated = false;
  if (actual == null && count <= 1) {
    generated = true;
    message = 'Failed';
  } else if (count === 1) {
    message = actual;
    actual = undefined;
  } else {
    if (!warnedFail && !require('process').noDeprecation) {
      warnedFail = true;
      require('process').emitWarning(
        'assert.fail() with more than one argument is deprecated. ' +
          'Please use assert.strictEqual() instead or only pass a message.',
        'DeprecationWarning',
        'DEP0094',
      );
    }
    if (count === 2) operator = '!=';
  }
  if (message instanceof Error) throw message;
  const details = {
    actual,
    expected,
    operator: operator === undefined ? 'fail' : operator,
    stackStartFn: stackStartFn || fail,
    message,
    diff: diffOf(this),
  };
  const error = new AssertionError(details);
  if (generated) error.generatedMessage = true;
  throw error;
}

function both(count) {
  if (count < 2) throw new ERR_MISSING_ARGS('actual', 'expected');
}

function equal(actual, expected, message) {
  both(arguments.length);
  if (!looselyEqual(actual, expected)) {
    innerFail({
      actual, expected, message, operator: '==', stackStartFn: equal,
      diff: diffOf(this),
    });
  }
}

function notEqual(actual, expected, message) {
  both(arguments.length);
  if (looselyEqual(actual, expected)) {
    innerFail({
      actual, expected, message, operator: '!=', stackStartFn: notEqual,
      diff: diffOf(this),
    });
  }
}

function deepEqual(actual, expected, message) {
  both(arguments.length);
  if (!compare().isDeepEqual(actual, expected)) {
    innerFail({
      actual, expected, message, operator: 'deepEqual', stackStartFn: deepEqual,
      diff: diffOf(this),
    });
  }
}

function notDeepEqual(actual, expected, message) {
  both(arguments.length);
  if (compare().isDeepEqual(actual, expected)) {
    innerFail({
      actual, expected, message, operator: 'notDeepEqual', stackStartFn: notDeepEqual,
      diff: diffOf(this),
    });
  }
}

function deepStrictEqual(actual, expected, message) {
  both(arguments.length);
  if (!compare().isDeepStrictEqual(actual, expected, this?.[kOptions]?.skipPrototype)) {
    innerFail({
      actual, expected, message, operator: 'deepStrictEqual', stackStartFn: deepStrictEqual,
      diff: diffOf(this),
    });
  }
}

function notDeepStrictEqual(actual, expected, message) {
  both(arguments.length);
  if (compare().isDeepStrictEqual(actual, expected, this?.[kOptions]?.skipPrototype)) {
    innerFail({
      actual, expected, message, operator: 'notDeepStrictEqual', stackStartFn: notDeepStrictEqual,
      diff: diffOf(this),
    });
  }
}

function strictEqual(actual, expected, message) {
  both(arguments.length);
  if (!ObjectIs(actual, expected)) {
    innerFail({
      actual, expected, message, operator: 'strictEqual', stackStartFn: strictEqual,
      diff: diffOf(this),
    });
  }
}

function notStrictEqual(actual, expected, message) {
  both(arguments.length);
  if (ObjectIs(actual, expected)) {
    innerFail({
      actual, expected, message, operator: 'notStrictEqual', stackStartFn: notStrictEqual,
      diff: diffOf(this),
    });
  }
}

function partialDeepStrictEqual(actual, expected, message) {
  both(arguments.length);
  if (!compare().isPartialStrictEqual(actual, expected)) {
    innerFail({
      actual, expected, message, operator: 'partialDeepStrictEqual',
      stackStartFn: partialDeepStrictEqual,
      diff: diffOf(this),
    });
  }
}

const matchesPattern = (value, pattern) =>
  typeof value === 'string' && isRegExp(pattern) && RegExpPrototypeExec(pattern, value) !== null;

// The properties of an error that are compared, as an object to be shown.
class Comparison {
  constructor(source, keys, actual) {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (!(key in source)) continue;
      this[key] =
        actual !== undefined && matchesPattern(actual[key], source[key])
          ? actual[key]
          : source[key];
    }
  }
}

function compareKey(actual, expected, key, message, keys, fn, diff) {
  if (key in actual && compare().isDeepStrictEqual(actual[key], expected[key])) return;
  if (message) innerFail({ actual, expected, message, operator: fn.name, stackStartFn: fn, diff });
  const error = new AssertionError({
    actual: new Comparison(actual, keys),
    expected: new Comparison(expected, keys, actual),
    operator: 'deepStrictEqual',
    stackStartFn: fn,
    diff,
  });
  error.actual = actual;
  error.expected = expected;
  error.operator = fn.name;
  throw error;
}

// An object's properties must be those of the error.
function compareErrorObject(actual, expected, message, fn, diff) {
  if (typeof actual !== 'object' || actual === null) {
    const error = new AssertionError({
      actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn, diff,
    });
    error.operator = fn.name;
    throw error;
  }
  const keys = ObjectKeys(expected);
  if (expected instanceof Error) ArrayPrototypePush(keys, 'name', 'message');
  else if (keys.length === 0)
    throw new ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (!matchesPattern(actual[key], expected[key])) {
      compareKey(actual, expected, key, message, keys, fn, diff);
    }
  }
}

function wrongErrorMessage(actual, expected) {
  if (typeof expected !== 'function') {
    const text = String(actual);
    if (RegExpPrototypeExec(expected, text) !== null) return undefined;
    return (
      `The input did not match the regular expression ${inspect(expected)}. ` +
      `Input:\n\n${inspect(text)}\n`
    );
  }
  if (expected.prototype !== undefined && actual instanceof expected) return undefined;
  if (ObjectPrototypeIsPrototypeOf(Error, expected)) {
    const start = `The error is expected to be an instance of "${expected.name}". Received `;
    if (!isError(actual)) return `${start}"${inspect(actual, { depth: -1 })}"`;
    const name = actual.constructor?.name || actual.name;
    const received =
      name === expected.name
        ? 'an error with identical name but a different prototype.'
        : `"${name}"`;
    return `${start}${received}\n\nError message:\n\n${actual.message}`;
  }
  const result = ReflectApply(expected, {}, [actual]);
  if (result === true) return undefined;
  return (
    `The ${expected.name ? `"${expected.name}" ` : ''}validation function ` +
    `is expected to return "true". ` +
    `Received ${inspect(result)}${isError(actual) ? `\n\nCaught error:\n\n${actual}` : ''}`
  );
}

function expectedException(actual, expected, message, fn, diff) {
  if (typeof expected !== 'function' && !isRegExp(expected)) {
    compareErrorObject(actual, expected, message, fn, diff);
    return;
  }
  const wrong = wrongErrorMessage(actual, expected);
  if (wrong === undefined) return;
  throwGenerated(
    { actual, expected, message: message || wrong, operator: fn.name, stackStartFn: fn, diff },
    !message,
  );
}

function caught(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return NO_EXCEPTION;
}

const isThenable = (value) =>
  isPromise(value) ||
  (value !== null &&
    typeof value === 'object' &&
    typeof value.then === 'function' &&
    typeof value.catch === 'function');

async function waitForActual(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isThenable(promise)) {
      throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
    }
  } else if (!isThenable(promiseFn)) {
    throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return NO_EXCEPTION;
}

function expectsError(fn, self, actual, args) {
  let { 0: error, 1: message } = args;
  if (typeof error === 'string') {
    if (args.length > 1) throw new ERR_INVALID_ARG_TYPE('error', EXPECTED_TYPES, error);
    if (typeof actual === 'object' && actual !== null) {
      if (actual.message === error) {
        throw new ERR_AMBIGUOUS_ARGUMENT(
          'error/message',
          `The error message "${actual.message}" is identical to the message.`,
        );
      }
    } else if (actual === error) {
      throw new ERR_AMBIGUOUS_ARGUMENT(
        'error/message',
        `The error "${actual}" is identical to the message.`,
      );
    }
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('error', EXPECTED_TYPES, error);
  }
  const diff = diffOf(self);
  if (actual === NO_EXCEPTION) {
    const details = (error?.name ? ` (${error.name})` : '') + (message ? `: ${message}` : '.');
    innerFail({
      actual: undefined, expected: error, operator: fn.name, stackStartFn: fn, diff,
      message: `Missing expected ${fn === rejects ? 'rejection' : 'exception'}${details}`,
    });
  }
  if (error) expectedException(actual, error, message, fn, diff);
}

function hasMatchingError(actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return RegExpPrototypeExec(expected, String(actual)) !== null;
    throw new ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (ObjectPrototypeIsPrototypeOf(Error, expected)) return false;
  return ReflectApply(expected, {}, [actual]) === true;
}

function expectsNoError(fn, self, actual, args) {
  if (actual === NO_EXCEPTION) return;
  let { 0: error, 1: message } = args;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (!error || hasMatchingError(actual, error)) {
    innerFail({
      actual, expected: error, operator: fn.name, stackStartFn: fn,
      diff: diffOf(self),
      message:
        `Got unwanted ${fn === doesNotReject ? 'rejection' : 'exception'}` +
        `${message ? `: ${message}` : '.'}\nActual message: "${actual?.message}"`,
    });
  }
  throw actual;
}

function throws(fn, ...args) {
  expectsError(throws, this, caught(fn), args);
}

async function rejects(promiseFn, ...args) {
  expectsError(rejects, this, await waitForActual(promiseFn), args);
}

function doesNotThrow(fn, ...args) {
  expectsNoError(doesNotThrow, this, caught(fn), args);
}

async function doesNotReject(fn, ...args) {
  expectsNoError(doesNotReject, this, await waitForActual(fn), args);
}

// The frames of the error itself, after those of the new error that it doesn't have.
function joinStacks(error, original) {
  const start = StringPrototypeIndexOf(original, '\n    at');
  if (start === -1) return;
  const originalFrames = StringPrototypeSplit(StringPrototypeSlice(original, start + 1), '\n');
  let frames = StringPrototypeSplit(error.stack, '\n');
  for (let i = 0; i < originalFrames.length; i++) {
    const at = ArrayPrototypeIndexOf(frames, originalFrames[i]);
    if (at !== -1) {
      frames = ArrayPrototypeSlice(frames, 0, at);
      break;
    }
  }
  error.stack = `${ArrayPrototypeJoin(frames, '\n')}\n${ArrayPrototypeJoin(originalFrames, '\n')}`;
}

function ifError(err) {
  if (err === null || err === undefined) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof err === 'object' && typeof err.message === 'string') {
    message += err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
  } else {
    message += inspect(err);
  }
  const error = new AssertionError({
    actual: err, expected: null, operator: 'ifError', message, stackStartFn: ifError,
    diff: diffOf(this),
  });
  if (typeof err.stack === 'string') joinStacks(error, err.stack);
  throw error;
}

function internalMatch(string, regexp, message, fn, self) {
  if (!isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  const wanted = fn === match;
  if (typeof string === 'string' && (RegExpPrototypeExec(regexp, string) !== null) === wanted)
    return;
  if (message instanceof Error) throw message;
  const generated = !message;
  message ||=
    typeof string !== 'string'
      ? `The "string" argument must be of type string. ` +
        `Received type ${typeof string} (${inspect(string)})`
      : `The input ${wanted ? 'did not match' : 'was expected to not match'} ` +
        `the regular expression ` +
        `${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
  throwGenerated(
    {
      actual: string, expected: regexp, message, operator: fn.name, stackStartFn: fn,
      diff: diffOf(self),
    },
    generated,
  );
}

function match(string, regexp, message) {
  internalMatch(string, regexp, message, match, this);
}

function doesNotMatch(string, regexp, message) {
  internalMatch(string, regexp, message, doesNotMatch, this);
}

ObjectAssign(Assert.prototype, {
  fail,
  ok: function ok(...args) {
    innerOk(ok, args.length, ...args);
  },
  equal, notEqual, deepEqual, notDeepEqual, deepStrictEqual, notDeepStrictEqual, strictEqual,
  notStrictEqual, partialDeepStrictEqual, throws, rejects, doesNotThrow, doesNotReject, ifError,
  match, doesNotMatch,
});

function strict(...args) {
  innerOk(strict, args.length, ...args);
}

ObjectAssign(assert, {
  AssertionError,
  CallTracker: deprecate(
    require('internal/assert/calltracker'),
    'assert.CallTracker is deprecated.',
    'DEP0173',
  ),
  ok: assert, fail, equal, notEqual, deepEqual, notDeepEqual, deepStrictEqual, notDeepStrictEqual,
  strictEqual, notStrictEqual, partialDeepStrictEqual, match, doesNotMatch, throws, rejects,
  doesNotThrow, doesNotReject, ifError,
});
ObjectAssign(strict, assert, {
  equal: strictEqual, deepEqual: deepStrictEqual, notEqual: notStrictEqual,
  notDeepEqual: notDeepStrictEqual, Assert,
});
strict.strict = strict;
assert.strict = strict;
assert.Assert = Assert;
