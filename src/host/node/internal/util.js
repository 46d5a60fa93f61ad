// What util offers and other modules need too: deprecate, promisify, inherits and the like.
// https://nodejs.org/api/util.html

const process = require('process');
const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');

const customPromisify = SymbolFor('nodejs.util.promisify.custom');
const customPromisifyArgs = Symbol('customPromisifyArgs');

const kEmptyObject = ObjectFreeze({ __proto__: null });

function isError(value) {
  return internalBinding('types').isNativeError(value) || value instanceof Error;
}

const codesWarned = new Set();

// A function that warns at its first call.
function deprecationWarner(code, message, deprecated, shouldWarn) {
  let warned = false;
  return () => {
    if (warned || (shouldWarn !== undefined && !shouldWarn())) return;
    warned = true;
    if (code === 'ExperimentalWarning') {
      process.emitWarning(message, code, deprecated);
    } else if (code === undefined) {
      process.emitWarning(message, 'DeprecationWarning', deprecated);
    } else if (!SetPrototypeHas(codesWarned, code)) {
      process.emitWarning(message, 'DeprecationWarning', code, deprecated);
      SetPrototypeAdd(codesWarned, code);
    }
  };
}

function deprecate(fn, message, code, modifyPrototype = true) {
  if (code !== undefined) validateString(code, 'code');
  const warn = deprecationWarner(code, message, deprecated, () => !process.noDeprecation);
  function deprecated(...args) {
    warn();
    return new.target ? ReflectConstruct(fn, args, new.target) : ReflectApply(fn, this, args);
  }
  ObjectDefineProperty(deprecated, 'length', {
    __proto__: null,
    ...ObjectGetOwnPropertyDescriptor(fn, 'length'),
  });
  if (modifyPrototype) {
    ObjectSetPrototypeOf(deprecated, fn);
    if (fn.prototype) deprecated.prototype = fn.prototype;
  }
  return deprecated;
}

function copyProperties(from, to, change) {
  const descriptors = ObjectGetOwnPropertyDescriptors(from);
  if (change !== undefined) change(descriptors);
  const keys = ReflectOwnKeys(descriptors);
  for (let i = 0; i < keys.length; i++) {
    ObjectDefineProperty(to, keys[i], ObjectAssign({ __proto__: null }, descriptors[keys[i]]));
  }
  return to;
}

function promisify(original) {
  validateFunction(original, 'original');
  const custom = original[customPromisify];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return ObjectDefineProperty(custom, customPromisify, {
      __proto__: null, value: custom, enumerable: false, writable: false, configurable: true,
    });
  }
  const names = original[customPromisifyArgs];
  function fn(...args) {
    return new Promise((resolve, reject) => {
      ArrayPrototypePush(args, (error, ...values) => {
        if (error) {
          reject(error);
        } else if (names !== undefined && values.length > 1) {
          const result = {};
          for (let i = 0; i < names.length; i++) result[names[i]] = values[i];
          resolve(result);
        } else {
          resolve(values[0]);
        }
      });
      if (internalBinding('types').isPromise(ReflectApply(original, this, args))) {
        process.emitWarning(
          'Calling promisify on a function that returns a Promise is likely a mistake.',
          'DeprecationWarning',
          'DEP0174',
        );
      }
    });
  }
  ObjectSetPrototypeOf(fn, ObjectGetPrototypeOf(original));
  ObjectDefineProperty(fn, customPromisify, {
    __proto__: null, value: fn, enumerable: false, writable: false, configurable: true,
  });
  return copyProperties(original, fn);
}
promisify.custom = customPromisify;

function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw new ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
  if (superCtor === undefined || superCtor === null) {
    throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  }
  if (superCtor.prototype === undefined) {
    throw new ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superCtor.prototype);
  }
  ObjectDefineProperty(ctor, 'super_', {
    __proto__: null, value: superCtor, writable: true, configurable: true,
  });
  ObjectSetPrototypeOf(ctor.prototype, superCtor.prototype);
}

// Names of encodings as they are known inside, undefined for an unknown one.
const encodings = {
  '__proto__': null, 'utf8': 'utf8', 'utf-8': 'utf8', 'ucs2': 'utf16le', 'ucs-2': 'utf16le',
  'utf16le': 'utf16le', 'utf-16le': 'utf16le', 'latin1': 'latin1', 'binary': 'latin1',
  'base64': 'base64', 'base64url': 'base64url', 'ascii': 'ascii', 'hex': 'hex',
};
function normalizeEncoding(name) {
  if (name == null || name === '') return 'utf8';
  if (typeof name !== 'string') return undefined;
  return encodings[name] ?? encodings[StringPrototypeToLowerCase(name)];
}

// Defines a property whose value is asked for when it is first read.
function lazyProperty(target, name, make) {
  const put = (value) =>
    ObjectDefineProperty(target, name, {
      __proto__: null, value, writable: true, enumerable: true, configurable: true,
    });
  let value;
  let known = false;
  ObjectDefineProperty(target, name, {
    __proto__: null,
    get: ObjectDefineProperty(
      function () {
        if (!known) {
          value = make();
          known = true;
          put(value);
        }
        return value;
      },
      'name',
      { __proto__: null, value: name },
    ),
    set: ObjectDefineProperty(
      function (value) {
        put(value);
      },
      'name',
      { __proto__: null, value: name },
    ),
    enumerable: true,
    configurable: true,
  });
}

// What a module has in Node but not here: says so when it is called.
function notHere(module, name, why, length = 0) {
  const refuse = function() {
    const { genericNodeError } = require('internal/errors');
    const text = `The ${module}.${name} method is not implemented${why ? `: ${why}` : ''}`;
    throw genericNodeError(text, { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
  };
  ObjectDefineProperty(refuse, 'name', { __proto__: null, value: name });
  ObjectDefineProperty(refuse, 'length', { __proto__: null, value: length });
  return refuse;
}

module.exports = {
  isError, deprecate, deprecationWarner, promisify, customPromisify, customPromisifyArgs, inherits,
  kEmptyObject, copyProperties, normalizeEncoding, lazyProperty, notHere,
  kCustomPromisifiedSymbol: customPromisify, kCustomPromisifyArgsSymbol: customPromisifyArgs,
  customInspectSymbol: SymbolFor('nodejs.util.inspect.custom'),
  customPromisifySymbol: customPromisify,
};
