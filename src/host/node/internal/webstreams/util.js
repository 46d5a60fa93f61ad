// What all of the web's streams share: brands, promises, queues with sizes, the two strategies.
// https://streams.spec.whatwg.org/#supporting-ao

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_OPTION,
  },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');

const kState = Symbol('kState');
const kType = Symbol('kType');
// Cloning looks for it.
internalBinding('messaging').tellOfStreams(kType, () => require('internal/webstreams/transfer'));
const kInspect = SymbolFor('nodejs.util.inspect.custom');
// What only this code can give to constructors that scripts must not call.
const kInternal = Symbol('internal');

function nop() {}

// Marks a promise as handled: nobody needs to know of its rejection.
function handled(promise) {
  PromisePrototypeThen(promise, nop, nop);
  return promise;
}

function resolved(value) {
  return PromiseResolve(value);
}

function rejected(reason) {
  return PromiseReject(reason);
}

function deferred() {
  return PromiseWithResolvers();
}

function has(value, brand) {
  return value != null && value[kState] !== undefined && value[kType] === brand;
}

// The record behind a public object; throws if it's not one of the kind.
function record(value, brand) {
  if (value == null || value[kState] === undefined || value[kType] !== brand) {
    throw new ERR_INVALID_THIS(brand);
  }
  return value[kState];
}

function inspectAs(self, depth, options, name, data) {
  if (depth < 0) return undefined;
  const { inspect } = require('util');
  return `${name} ${inspect(data, {
    ...options, depth: options.depth == null ? null : options.depth - 1,
  })}`;
}

// Makes the named members enumerable and sets the tag.
function finishClass(Class, members, tag = Class.name) {
  const proto = Class.prototype;
  for (let i = 0; i < members.length; i++) {
    ObjectDefineProperty(proto, members[i], { __proto__: null, enumerable: true });
  }
  if (tag) {
    ObjectDefineProperty(proto, SymbolToStringTag, {
      __proto__: null, configurable: true, value: tag,
    });
  }
}

function validateDictionary(value, name) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) {
    throw new ERR_INVALID_ARG_TYPE(name, 'object', value);
  }
}

// As the web's bindings: null and undefined are an empty dictionary.
function validateOptions(value, name) {
  if (value == null) return;
  if (typeof value !== 'object' && typeof value !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(name, 'object', value);
  }
}

// A promise of what `start` returned: a promise takes two turns more, as in Node.
function startPromise(result) {
  if (result === null || (typeof result !== 'object' && typeof result !== 'function')) {
    return resolved(result);
  }
  const d = deferred();
  d.resolve(result);
  return d.promise;
}

function optionalFunction(fn, name) {
  if (fn === undefined) return undefined;
  validateFunction(fn, name);
  return fn;
}

// The function `start` of a source, sink or transformer, bound; it is called at once.
function callStart(fn, self, controller) {
  if (!fn) return undefined;
  if (typeof fn !== 'function') throw new TypeError('Bind must be called on a function');
  return ReflectApply(fn, self, [controller]);
}

// Never handed out, only waited for.
const done = PromiseResolve(undefined);

// Calls a user's function for a promise of what it returns, to be waited for.
function callForPromise(fn, self, a, b) {
  if (fn === undefined) return done;
  try {
    const result = FunctionPrototypeCall(fn, self, a, b);
    return result === undefined ? done : PromiseResolve(result);
  } catch (err) {
    return PromiseReject(err);
  }
}

// The same, as an async function would: a promise that is returned takes two turns more.
async function callAsync(fn, self, args) {
  return ReflectApply(fn, self, args);
}

function extractHighWaterMark(value, fallback) {
  if (value === undefined) return fallback;
  const number = +value;
  if (number !== number || number < 0) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', value);
  }
  return number;
}

// undefined stands for the size of 1 that every chunk has then.
function extractSize(size) {
  if (size === undefined) return undefined;
  validateFunction(size, 'strategy.size');
  return size;
}

// The errors of compressions, which are all TypeErrors in the web.
function translateZlibError(cause) {
  const code = cause?.code;
  if (typeof code !== 'string' || (!StringPrototypeStartsWith(code, 'Z_') &&
      !StringPrototypeStartsWith(code, 'ERR__') && code !== 'ERR_TRAILING_JUNK_AFTER_STREAM_END' &&
      code !== 'ERR_BROTLI_DECODER_ERROR_UNREACHABLE')) {
    return cause;
  }
  const error = new TypeError(undefined, { cause });
  error.code = code;
  return error;
}

// Queues: records with `queue`, the index of its head in `head`, and the sum of sizes in `total`.

function resetQueue(c) {
  c.queue = [];
  c.head = 0;
  c.total = 0;
}

function enqueueWithSize(c, value, size) {
  const number = typeof size === 'number' ? size : Number(size);
  if (!(number >= 0) || number === Infinity) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('size', size);
  }
  ArrayPrototypePush(c.queue, { value, size: number });
  c.total += number;
}

function shift(c) {
  const entry = c.queue[c.head];
  c.queue[c.head++] = undefined;
  if (c.head === c.queue.length) {
    c.queue.length = 0;
    c.head = 0;
  } else if (c.head > 1024) {
    ArrayPrototypeSplice(c.queue, 0, c.head);
    c.head = 0;
  }
  return entry;
}

function dequeue(c) {
  const { value, size } = shift(c);
  c.total -= size;
  if (c.total < 0) c.total = 0; // Sums of fractions may miss it.
  return value;
}

// Strategies -------------------------------------------------------------------------------------

const byteSize = ObjectDefineProperty((chunk) => chunk.byteLength, 'name', {
  __proto__: null, value: 'size',
});
const countSize = ObjectDefineProperty(() => 1, 'name', { __proto__: null, value: 'size' });

function strategyHighWaterMark(init) {
  validateDictionary(init, 'init');
  if (init.highWaterMark === undefined) throw new ERR_MISSING_OPTION('init.highWaterMark');
  return +init.highWaterMark;
}

class ByteLengthQueuingStrategy {
  #highWaterMark;
  #byteSizeFunction = byteSize;

  constructor(init) {
    this.#highWaterMark = strategyHighWaterMark(init);
  }

  get highWaterMark() {
    return this.#highWaterMark;
  }

  get size() {
    return this.#byteSizeFunction;
  }

  [kInspect](depth, options) {
    return inspectAs(this, depth, options, 'ByteLengthQueuingStrategy', {
      highWaterMark: this.highWaterMark,
    });
  }
}
finishClass(ByteLengthQueuingStrategy, ['highWaterMark', 'size']);

class CountQueuingStrategy {
  #highWaterMark;
  #countSizeFunction = countSize;

  constructor(init) {
    this.#highWaterMark = strategyHighWaterMark(init);
  }

  get highWaterMark() {
    return this.#highWaterMark;
  }

  get size() {
    return this.#countSizeFunction;
  }

  [kInspect](depth, options) {
    return inspectAs(this, depth, options, 'CountQueuingStrategy', {
      highWaterMark: this.highWaterMark,
    });
  }
}
finishClass(CountQueuingStrategy, ['highWaterMark', 'size']);

module.exports = {
  kState, kType, kInspect, kInternal, nop, handled, resolved, rejected, deferred, has, record,
  inspectAs, finishClass, validateDictionary, validateOptions, startPromise, optionalFunction,
  callStart,
  callForPromise, callAsync, extractHighWaterMark, extractSize, resetQueue, enqueueWithSize,
  shift, dequeue, translateZlibError, ByteLengthQueuingStrategy, CountQueuingStrategy,
};
