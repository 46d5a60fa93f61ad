// https://nodejs.org/api/util.html

const process = require('process');
const { inspect, format, formatWithOptions } = require('internal/util/inspect');
const {
  copyProperties, deprecate: hiddenDeprecate, inherits, kEmptyObject, promisify,
} = require('internal/util');
const {
  codes: {
    ERR_FALSY_VALUE_REJECTION, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const {
  validateBoolean, validateFunction, validateNumber, validateObject, validateOneOf, validateString,
} = require('internal/validators');
const { debuglog } = require('internal/util/debuglog');

function callRejected(reason, callback) {
  // A callback takes a falsy first argument for success.
  if (!reason) {
    const error = new ERR_FALSY_VALUE_REJECTION(reason);
    error.reason = reason;
    ErrorCaptureStackTrace(error, callRejected);
    reason = error;
  }
  return callback(reason);
}

function callbackify(original) {
  validateFunction(original, 'original');
  function callbackified(...args) {
    const last = ArrayPrototypePop(args);
    validateFunction(last, 'last argument');
    const callback = FunctionPrototypeBind(last, this);
    ReflectApply(original, this, args).then(
      (value) => process.nextTick(callback, null, value),
      (reason) => process.nextTick(callRejected, reason, callback),
    );
  }
  return copyProperties(original, callbackified, (descriptors) => {
    if (typeof descriptors.length.value === 'number') descriptors.length.value++;
    if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  });
}

function convertProcessSignalToExitCode(signalCode) {
  const { signals } = require('internal/signals');
  if (typeof signalCode !== 'string' || signals[signalCode] === undefined) {
    validateOneOf(signalCode, 'signalCode', ObjectKeys(signals));
  }
  return 128 + signals[signalCode];
}

function hexCodes(text) {
  if (RegExpPrototypeExec(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, text) === null) {
    throw new ERR_INVALID_ARG_VALUE('format', text, 'must be a valid hex color (#RGB or #RRGGBB)');
  }
  const short = text.length === 4;
  let code = '38;2';
  for (let i = 1; i < text.length; i += short ? 1 : 2) {
    const digits = short ? text[i] + text[i] : StringPrototypeSlice(text, i, i + 2);
    code += `;${NumberParseInt(digits, 16)}`;
  }
  return [code, 39];
}

// Opens a style again where an inner one of its kind ends.
function reopen(text, open, close, keepClose) {
  const parts = StringPrototypeSplit(text, close);
  if (parts.length === 1) return text;
  const last = ArrayPrototypePop(parts);
  const again = keepClose ? close + open : open;
  if (last !== '') return `${ArrayPrototypeJoin(parts, again)}${again}${last}`;
  return ArrayPrototypeJoin(parts, again) + close;
}

function styleText(format, text, options) {
  validateString(text, 'text');
  if (options !== undefined) validateObject(options, 'options');
  const validateStream = options?.validateStream ?? true;
  validateBoolean(validateStream, 'options.validateStream');
  let plain = false;
  if (validateStream) {
    const stream = options?.stream ?? process.stdout;
    if (
      typeof stream?.getReader !== 'function' &&
      typeof stream?.getWriter !== 'function' &&
      typeof stream?.write !== 'function' &&
      typeof stream?.on !== 'function'
    ) {
      throw new ERR_INVALID_ARG_TYPE(
        'stream',
        ['ReadableStream', 'WritableStream', 'Stream'],
        stream,
      );
    }
    plain = !require('internal/util/colors').shouldColorize(stream);
  }
  const formats = ArrayIsArray(format) ? format : [format];
  let opened = '';
  let closed = '';
  for (let i = 0; i < formats.length; i++) {
    const key = formats[i];
    if (key === 'none') continue;
    let codes = inspect.colors[key];
    if (codes == null) {
      if (typeof key === 'string' && key[0] === '#') codes = hexCodes(key);
      else validateOneOf(key, 'format', ObjectGetOwnPropertyNames(inspect.colors));
    }
    if (plain) continue;
    const open = `\x1b[${codes[0]}m`;
    const close = `\x1b[${codes[1]}m`;
    opened += open;
    closed = close + closed;
    text = reopen(text, open, close, codes[0] === 1 || codes[0] === 2);
  }
  return plain ? text : `${opened}${text}${closed}`;
}

function getCallSites(frameCount = 10, options) {
  if (options === undefined && typeof frameCount === 'object') {
    options = frameCount;
    validateObject(options, 'options');
    frameCount = 10;
  } else if (options !== undefined) {
    validateObject(options, 'options');
  }
  if (options?.sourceMap !== undefined) validateBoolean(options.sourceMap, 'options.sourceMap');
  validateNumber(frameCount, 'frameCount', 1, 200);
  return internalBinding('util').callSites(frameCount, getCallSites);
}

function checkErrno(err) {
  validateNumber(err, 'err');
  if (err >= 0 || !NumberIsSafeInteger(err)) {
    throw new ERR_OUT_OF_RANGE('err', 'a negative integer', err);
  }
}

function getSystemErrorName(err) {
  checkErrno(err);
  return require('internal/uv').nameOf(err);
}

function getSystemErrorMessage(err) {
  checkErrno(err);
  return require('internal/uv').messageOf(err);
}

function getSystemErrorMap() {
  return require('internal/uv').errorMap();
}

function _errnoException(...args) {
  checkErrno(args[0]);
  return new (require('internal/system_errors').ErrnoException)(...args);
}

function _exceptionWithHostPort(...args) {
  return new (require('internal/system_errors').ExceptionWithHostPort)(...args);
}

// What terminals take for commands, after ECMA-48.
const ANSI = new RegExp(
  '[\\u001B\\u009B][[\\]()#;?]*' +
    '(?:(?:(?:(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]+)*' +
    '|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]*)*)?' +
    '(?:\\u0007|\\u001B\\u005C|\\u009C))' +
    '|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?' +
    '[\\dA-PR-TZcf-nq-uy=><~]))',
  'g',
);
function stripVTControlCharacters(str) {
  validateString(str, 'str');
  if (!StringPrototypeIncludes(str, '\x1b') && !StringPrototypeIncludes(str, '\x9b')) return str;
  return RegExpPrototypeSymbolReplace(ANSI, str, '');
}

function parseEnv(content) {
  validateString(content, 'content');
  return require('internal/dotenv').parse(content);
}

function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  const keys = ObjectKeys(source);
  for (let i = keys.length - 1; i >= 0; i--) target[keys[i]] = source[keys[i]];
  return target;
}

// Traces of Control-C are taken from V8; there is nothing to turn on.
function setTraceSigInt(enable) {}

const publicDeprecate = function deprecate(
  fn,
  message,
  code,
  { modifyPrototype = true } = kEmptyObject,
) {
  return hiddenDeprecate(fn, message, code, modifyPrototype);
};
const globals = internalBinding('globals');
const { MIMEParams, MIMEType } = require('internal/mime');

module.exports = {
  _errnoException,
  _exceptionWithHostPort,
  _extend: hiddenDeprecate(
    _extend,
    'The `util._extend` API is deprecated. Please use Object.assign() instead.',
    'DEP0060',
  ),
  callbackify, convertProcessSignalToExitCode, debug: debuglog, debuglog,
  deprecate: publicDeprecate, format, styleText, formatWithOptions, getCallSites, getSystemErrorMap,
  getSystemErrorName, getSystemErrorMessage, inherits, inspect,
  isArray: hiddenDeprecate(
    ArrayIsArray,
    'The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.',
    'DEP0044',
  ),
  isDeepStrictEqual(a, b, skipPrototype) {
    return require('internal/comparisons').isDeepStrictEqual(a, b, skipPrototype);
  },
  promisify,
  stripVTControlCharacters,
  toUSVString(input) {
    return StringPrototypeToWellFormed(`${input}`);
  },
  get transferableAbortSignal() {
    return require('internal/util/abort').transferableAbortSignal;
  },
  get transferableAbortController() {
    return require('internal/util/abort').transferableAbortController;
  },
  get aborted() {
    return require('internal/util/abort').aborted;
  },
  types: require('util/types'),
  parseEnv,
  parseArgs: (...args) => require('internal/util/parse_args').parseArgs(...args),
  TextDecoder: globals.TextDecoder, TextEncoder: globals.TextEncoder, MIMEType, MIMEParams,
  diff: require('internal/util/diff').diff,
  setTraceSigInt,
};
