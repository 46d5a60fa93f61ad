// The module `stream`: the class Stream with all the others as its properties. What is rarely
// needed (pipelines, operators, adapters to the web's streams) is loaded when it's first called.
// https://nodejs.org/api/stream.html

const { Buffer } = require('buffer');
const errors = () => require('internal/errors');
const { Stream } = require('internal/streams/legacy');
const utils = require('internal/streams/utils');
const { Readable } = require('internal/streams/readable');
const { Writable } = require('internal/streams/writable');
const { Duplex, duplexPair } = require('internal/streams/duplex');
const { Transform, PassThrough } = require('internal/streams/transform');

const kPromisify = SymbolFor('nodejs.util.promisify.custom');

Stream.isDestroyed = utils.isDestroyed;
Stream.isDisturbed = utils.isDisturbed;
Stream.isErrored = utils.isErrored;
Stream.isReadable = utils.isReadable;
Stream.isWritable = utils.isWritable;
Stream.Readable = Readable;

function addOperator(name, length, isStream) {
  function operator(...args) {
    if (new.target) throw new (errors().codes.ERR_ILLEGAL_CONSTRUCTOR)();
    const result = ReflectApply(require('internal/streams/operators')[name], this, args);
    return isStream ? Readable.from(result) : result;
  }
  ObjectDefineProperty(operator, 'name', { __proto__: null, value: name });
  ObjectDefineProperty(operator, 'length', { __proto__: null, value: length });
  ObjectDefineProperty(Readable.prototype, name, {
    __proto__: null, value: operator, enumerable: false, configurable: true, writable: true,
  });
}
addOperator('drop', 1, true);
addOperator('filter', 2, true);
addOperator('flatMap', 2, true);
addOperator('map', 2, true);
addOperator('take', 1, true);
addOperator('every', 1, false);
addOperator('forEach', 2, false);
addOperator('reduce', 3, false);
addOperator('toArray', 1, false);
addOperator('some', 1, false);
addOperator('find', 2, false);

Stream.Writable = Writable;
Stream.Duplex = Duplex;
Stream.Transform = Transform;
Stream.PassThrough = PassThrough;
Stream.duplexPair = duplexPair;
Stream.pipeline = function pipeline(...streams) {
  return require('internal/streams/pipeline').pipeline(...streams);
};
Stream.addAbortSignal = function addAbortSignal(signal, stream) {
  return require('internal/streams/add-abort-signal').addAbortSignal(signal, stream);
};
Stream.finished = function eos(stream, options, callback) {
  const impl = require('internal/streams/end-of-stream').eos;
  return arguments.length < 3 ? impl(stream, options) : impl(stream, options, callback);
};
Stream.destroy = require('internal/streams/destroy').destroyer;
Stream.compose = function compose(...streams) {
  return require('internal/streams/compose')(...streams);
};
Stream.setDefaultHighWaterMark = utils.setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = utils.getDefaultHighWaterMark;

ObjectDefineProperty(Stream, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('stream/promises'); },
});
ObjectDefineProperty(Stream.pipeline, kPromisify, {
  __proto__: null,
  enumerable: true,
  get() { return require('stream/promises').pipeline; },
});
ObjectDefineProperty(Stream.finished, kPromisify, {
  __proto__: null,
  enumerable: true,
  get() { return require('stream/promises').finished; },
});

Stream.Stream = Stream;
Stream._isArrayBufferView = ArrayBuffer.isView;
Stream._isUint8Array = function isUint8Array(value) {
  return ArrayBufferIsView(value) &&
    TypedArrayPrototypeGetSymbolToStringTag(value) === 'Uint8Array';
};
Stream._uint8ArrayToBuffer = function _uint8ArrayToBuffer(chunk) {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
};

module.exports = Stream;
