// What the parts of the module crypto share.

const { isAnyBuffer } = internalBinding('crypto');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { Buffer } = require('buffer');

const { from: bufferFrom, isEncoding } = Buffer;
const { toString } = Buffer.prototype;

const isView = (value) => ArrayBufferIsView(value);

// Calls back in a later turn, with the outcome of a function that is called at once.
function later(callback, run) {
  let error = null, value;
  try {
    value = run();
  } catch (thrown) {
    error = thrown;
  }
  const { setImmediate } = internalBinding('globals');
  setImmediate(() => {
    if (error === null) callback(null, value);
    else callback(error);
  });
}

// A string, or bytes as they are.
function bytesOf(value, name, encoding, types) {
  if (typeof value === 'string') return bufferFrom(value, encoding);
  if (!isView(value) && !isAnyBuffer(value)) {
    throw new ERR_INVALID_ARG_TYPE(
      name, types ?? ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
  }
  return value;
}

function encoded(bytes, encoding) {
  encoding &&= `${encoding}`;
  return encoding && encoding !== 'buffer' && isEncoding(encoding) ?
    FunctionPrototypeCall(toString, bytes, encoding) : bytes;
}

function inherit(constructor, parent) {
  ObjectSetPrototypeOf(constructor.prototype, parent.prototype);
  ObjectSetPrototypeOf(constructor, parent);
}

// A Transform that is made one when something uses it as a stream: hashing alone needs none.
function LazyTransform(options) {
  this._options = options;
}

const STREAM_METHODS = [
  'on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'off', 'removeListener',
  'removeAllListeners', 'emit', 'listeners', 'listenerCount', 'eventNames', 'setMaxListeners',
  'getMaxListeners', 'rawListeners', 'pipe', 'unpipe', 'read', 'push', 'unshift', 'resume', 'pause',
  'isPaused', 'setEncoding', 'write', 'end', 'cork', 'uncork', 'destroy', 'setDefaultEncoding',
  'iterator', 'map', 'filter', 'forEach', 'toArray', 'some', 'find', 'every', 'flatMap', 'drop',
  'take', 'reduce', 'compose', SymbolAsyncIterator,
];

const streams = new WeakSet();

// Makes an object the stream that it is said to be; gives the prototype of such.
function becomeStream(self) {
  const { Transform } = require('stream');
  if (!WeakSetPrototypeHas(streams, self)) {
    WeakSetPrototypeAdd(streams, self);
    ObjectSetPrototypeOf(LazyTransform.prototype, Transform.prototype);
    FunctionPrototypeCall(Transform, self, self._options);
    if (!self._options?.decodeStrings) self._writableState.decodeStrings = false;
  }
  return Transform.prototype;
}

function hidden(value) {
  return { __proto__: null, value, writable: true, configurable: true };
}

for (let i = 0; i < STREAM_METHODS.length; i++) {
  const name = STREAM_METHODS[i];
  ObjectDefineProperty(LazyTransform.prototype, name, hidden(function(...args) {
    return ReflectApply(becomeStream(this)[name], this, args);
  }));
}

const STREAM_STATES = ['_readableState', '_writableState'];
for (let i = 0; i < STREAM_STATES.length; i++) {
  const name = STREAM_STATES[i];
  ObjectDefineProperty(LazyTransform.prototype, name, {
    __proto__: null,
    get() {
      becomeStream(this);
      return this[name];
    },
    set(value) {
      ObjectDefineProperty(this, name, { ...hidden(value), __proto__: null, enumerable: true });
    },
    configurable: true,
    enumerable: true,
  });
}

module.exports = { LazyTransform, bytesOf, encoded, inherit, isView, later };
