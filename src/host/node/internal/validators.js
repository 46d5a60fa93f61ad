// Checks of arguments; each throws what Node's functions throw for a wrong one:
// https://nodejs.org/api/errors.html#err_invalid_arg_type

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE,
  },
  hideStackFrames,
} = require('internal/errors');
const codes = () => require('internal/errors').codes;

const isInt32 = (value) => value === (value | 0);
const isUint32 = (value) => value === (value >>> 0);

function requireType(value, name, type) {
  if (typeof value !== type) throw new ERR_INVALID_ARG_TYPE(name, type, value);
}

const validateString = (value, name) => {
  if (typeof value !== 'string') throw new ERR_INVALID_ARG_TYPE(name, 'string', value);
};

const validateBoolean = (value, name) => {
  if (typeof value !== 'boolean') throw new ERR_INVALID_ARG_TYPE(name, 'boolean', value);
};

const validateFunction = (value, name) => {
  if (typeof value !== 'function') throw new ERR_INVALID_ARG_TYPE(name, 'Function', value);
};

// Not an async function.
function validatePlainFunction(value, name) {
  if (typeof value !== 'function' || require('util').types.isAsyncFunction(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, 'Function', value);
  }
}

function validateUndefined(value, name) {
  if (value !== undefined) throw new ERR_INVALID_ARG_TYPE(name, 'undefined', value);
}

function validateWhole(value, name, min, max) {
  requireType(value, name, 'number');
  if (!NumberIsInteger(value)) throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  if (value < min || value > max) {
    throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
  }
}

function validateInteger(value, name, min = NumberMIN_SAFE_INTEGER, max = NumberMAX_SAFE_INTEGER) {
  validateWhole(value, name, min, max);
}

function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  validateWhole(value, name, min, max);
}

function validateUint32(value, name, positive = false) {
  validateWhole(value, name, positive ? 1 : 0, 4294967295);
}

function validateNumber(value, name, min = undefined, max = undefined) {
  requireType(value, name, 'number');
  const hasMin = min !== undefined && min !== null;
  const hasMax = max !== undefined && max !== null;
  if (hasMin && value < min || hasMax && value > max ||
      (hasMin || hasMax) && NumberIsNaN(value)) {
    const range = (hasMin ? `>= ${min}` : '') + (hasMin && hasMax ? ' && ' : '') +
      (hasMax ? `<= ${max}` : '');
    throw new ERR_OUT_OF_RANGE(name, range, value);
  }
}

// Whether there is a number, which then is finite; NaN counts as none.
function validateFiniteNumber(value, name) {
  if (value === undefined) return false;
  if (NumberIsFinite(value)) return true;
  if (NumberIsNaN(value)) return false;
  requireType(value, name, 'number');
  throw new ERR_OUT_OF_RANGE(name, 'a finite number', value);
}

function checkRangesOrGetDefault(value, name, lower, upper, def) {
  if (!validateFiniteNumber(value, name)) return def;
  if (value < lower || value > upper) {
    throw new ERR_OUT_OF_RANGE(name, `>= ${lower} and <= ${upper}`, value);
  }
  return value;
}

const MODE = 'must be a 32-bit unsigned integer or an octal string';

// A file's mode: a number, or octal digits.
function parseFileMode(value, name, def) {
  value ??= def;
  if (typeof value === 'string') {
    if (value === '') throw new ERR_INVALID_ARG_VALUE(name, value, MODE);
    for (let i = 0; i < value.length; i++) {
      if (value[i] < '0' || value[i] > '7') throw new ERR_INVALID_ARG_VALUE(name, value, MODE);
    }
    value = NumberParseInt(value, 8);
  }
  validateUint32(value, name);
  return value;
}

function validateOneOf(value, name, oneOf) {
  if (ArrayPrototypeIncludes(oneOf, value)) return;
  const shown = ArrayPrototypeMap(
    oneOf, (one) => (typeof one === 'string' ? `'${one}'` : String(one)));
  const reason = `must be one of: ${ArrayPrototypeJoin(shown, ', ')}`;
  throw new ERR_INVALID_ARG_VALUE(name, value, reason);
}

function validateUnion(value, name, union) {
  if (ArrayPrototypeIncludes(union, value)) return;
  throw new ERR_INVALID_ARG_TYPE(name, `('${ArrayPrototypeJoin(union, '|')}')`, value);
}

const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1;
const kValidateObjectAllowArray = 2;
const kValidateObjectAllowFunction = 4;
const kValidateObjectAllowObjects = kValidateObjectAllowArray | kValidateObjectAllowFunction;
const kValidateObjectAllowObjectsAndNull =
  kValidateObjectAllowObjects | kValidateObjectAllowNullable;

function validateObject(value, name, options = kValidateObjectNone) {
  const allowed = value === null ? options & kValidateObjectAllowNullable :
    ArrayIsArray(value) ? options & kValidateObjectAllowArray :
      typeof value === 'object' ||
        typeof value === 'function' && options & kValidateObjectAllowFunction;
  if (!allowed) throw new ERR_INVALID_ARG_TYPE(name, 'Object', value);
}

function validateDictionary(value, name) {
  if (value !== undefined && value !== null &&
      typeof value !== 'object' && typeof value !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(name, 'a dictionary', value);
  }
}

function validateArray(value, name, minLength = 0) {
  if (!ArrayIsArray(value)) throw new ERR_INVALID_ARG_TYPE(name, 'Array', value);
  if (value.length < minLength) {
    throw new ERR_INVALID_ARG_VALUE(name, value, `must be longer than ${minLength}`);
  }
}

const arrayOf = (check) => (value, name) => {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) check(value[i], `${name}[${i}]`);
};

const validateStringArray = arrayOf(validateString);
const validateBooleanArray = arrayOf(validateBoolean);

const validateAbortSignal = (signal, name) => {
  if (signal !== undefined &&
      (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    throw new ERR_INVALID_ARG_TYPE(name, 'AbortSignal', signal);
  }
};

const validateAbortSignalArray = arrayOf((signal, name) => {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE(name, 'AbortSignal', signal);
  validateAbortSignal(signal, name);
});

function validateSignalName(signal, name = 'signal') {
  validateString(signal, name);
  const { signals } = require('os').constants;
  if (signals[signal] !== undefined) return;
  const isLower = signals[StringPrototypeToUpperCase(signal)] !== undefined;
  throw new (codes().ERR_UNKNOWN_SIGNAL)(
    isLower ? `${signal} (signals must use all capital letters)` : signal);
}

function validateBuffer(buffer, name = 'buffer') {
  if (!ArrayBufferIsView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], buffer);
  }
}

function validateEncoding(data, encoding) {
  const { length } = data;
  if (length % 2 !== 0 && typeof encoding === 'string' &&
      StringPrototypeToLowerCase(encoding) === 'hex') {
    const reason = `is invalid for data of length ${length}`;
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, reason);
  }
}

// A port as a number.
function validatePort(port, name = 'Port', allowZero = true) {
  const isPort = typeof port === 'number' ||
    typeof port === 'string' && StringPrototypeTrim(port) !== '';
  if (!isPort || +port !== (+port >>> 0) || port > 0xFFFF || port === 0 && !allowZero) {
    throw new (codes().ERR_SOCKET_BAD_PORT)(name, port, allowZero);
  }
  return port | 0;
}

function validateStringWithoutNullBytes(value, name) {
  validateString(value, name);
  if (StringPrototypeIncludes(value, '\u0000')) {
    throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a string without null bytes');
  }
}

function validateThisInternalField(object, key, className) {
  if (typeof object !== 'object' || object === null || !ObjectHasOwn(object, key)) {
    throw new (codes().ERR_INVALID_THIS)(className);
  }
}

module.exports = {
  checkRangesOrGetDefault,
  hideStackFrames,
  isInt32,
  isUint32,
  kValidateObjectAllowArray,
  kValidateObjectAllowFunction,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  kValidateObjectNone,
  parseFileMode,
  validateAbortSignal,
  validateAbortSignalArray,
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateBuffer,
  validateDictionary,
  validateEncoding,
  validateFiniteNumber,
  validateFunction,
  validateInt32,
  validateInteger,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePlainFunction,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateStringWithoutNullBytes,
  validateThisInternalField,
  validateUint32,
  validateUndefined,
  validateUnion,
};
