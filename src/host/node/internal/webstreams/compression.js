// CompressionStream and DecompressionStream. https://compression.spec.whatwg.org/
//
// internalBinding('zlib').create(format, mode) makes a handle, mode being 'compress' or
// 'decompress'; handle.write(bytes) and handle.end() return what has come out, a Uint8Array.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_STREAM_NULL_VALUES },
} = require('internal/errors');
const {
  finishClass, inspectAs, kInspect, translateZlibError,
} = require('internal/webstreams/util');
const { createTransformStream, enqueue } = require('internal/webstreams/transform');

const noBytes = new Uint8Array(0);
const formats = { '__proto__': null, 'deflate': 1, 'deflate-raw': 1, 'gzip': 1, 'brotli': 1 };

// The bytes of a chunk, which is a text, a buffer or a view of one that isn't shared.
function bytesOf(chunk) {
  if (typeof chunk === 'string') return require('buffer').Buffer.from(chunk);
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  try {
    if (ArrayBufferIsView(chunk)) {
      const { buffer, byteOffset, byteLength } =
        require('internal/webstreams/bytes').viewParts(chunk);
      ArrayBufferPrototypeGetByteLength(buffer);
      return new Uint8Array(buffer, byteOffset, byteLength);
    }
    ArrayBufferPrototypeGetByteLength(chunk);
    return new Uint8Array(chunk);
  } catch {
    throw new ERR_INVALID_ARG_TYPE(
      'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
  }
}

// A fault of the data as zlib's own error, in a TypeError. What follows the data is none of zlib's.
function webError({ message, code, errno }) {
  if (errno === undefined) {
    const error = new TypeError(message);
    error.code = code;
    return error;
  }
  const cause = new Error(message);
  cause.errno = errno;
  cause.code = code;
  return translateZlibError(cause);
}

function newTransform(format, mode, name) {
  if (typeof format === 'symbol') {
    const err = new ERR_INVALID_ARG_TYPE('format', 'string', format);
    err.message = `Failed to construct '${name}': 1st argument is a Symbol and cannot be ` +
      'converted to a string.';
    throw err;
  }
  const key = `${format}`;
  if (formats[key] === undefined) {
    const err = new ERR_INVALID_ARG_VALUE('format', format);
    err.message = `Failed to construct '${name}': 1st argument '${key}' is not a valid enum ` +
      'value of type CompressionFormat.';
    throw err;
  }
  const handle = internalBinding('zlib').create(key, mode);
  return createTransformStream((chunk, controller) => {
    // What came before a fault is given out first; the fault is told by the next call.
    let bytes = bytesOf(chunk);
    while (true) {
      const out = call(handle, bytes);
      if (out.byteLength === 0) return;
      enqueue(controller, out);
      bytes = noBytes;
    }
  }, (controller) => {
    const out = call(handle, undefined);
    if (out.byteLength > 0) enqueue(controller, out);
  }, require('internal/streams/utils').getDefaultHighWaterMark(false));
}

function call(handle, bytes) {
  try {
    return bytes === undefined ? handle.end() : handle.write(bytes);
  } catch (err) {
    throw webError(err);
  }
}

class CompressionStream {
  #transform;

  constructor(format) {
    this.#transform = newTransform(format, 'compress', 'CompressionStream');
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    return inspectAs(this, depth, options, 'CompressionStream', {
      readable: this.readable, writable: this.writable,
    });
  }
}
finishClass(CompressionStream, ['readable', 'writable']);

class DecompressionStream {
  #transform;

  constructor(format) {
    this.#transform = newTransform(format, 'decompress', 'DecompressionStream');
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    return inspectAs(this, depth, options, 'DecompressionStream', {
      readable: this.readable, writable: this.writable,
    });
  }
}
finishClass(DecompressionStream, ['readable', 'writable']);

module.exports = { CompressionStream, DecompressionStream };
