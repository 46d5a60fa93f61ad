// Node's streams as the web's and the other way: Readable.toWeb, Writable.fromWeb, ...
// https://nodejs.org/api/stream.html#streamreadablefromwebreadablestream-options

const process = require('process');
const { Buffer } = require('buffer');
const {
  AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_STREAM_PREMATURE_CLOSE },
} = require('internal/errors');
const { validateBoolean, validateObject, validateOneOf } = require('internal/validators');
const {
  isDestroyed, isReadable, isWritable, isWritableEnded, nop,
} = require('internal/streams/utils');
const { destroyer: destroy } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end-of-stream');
const { deferred, has, translateZlibError } = require('internal/webstreams/util');
const web = require('internal/webstreams');

function translateError(cause) {
  if (cause?.code === 'ERR_STREAM_PREMATURE_CLOSE') return new AbortError(undefined, { cause });
  return translateZlibError(cause);
}

function isArrayBuffer(value) {
  return value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
}

// Waits for all; rejects with the first error.
function all(promises) {
  const d = deferred();
  let left = promises.length;
  if (left === 0) d.resolve();
  for (let i = 0; i < promises.length; i++) {
    PromisePrototypeThen(promises[i], () => {
      if (--left === 0) d.resolve();
    }, d.reject);
  }
  return d.promise;
}

// Node to web ------------------------------------------------------------------------------------

function newWritableStreamFromStreamWritable(streamWritable) {
  if (typeof streamWritable?._writableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', streamWritable);
  }
  const { WritableStream, CountQueuingStrategy } = web;
  if (isDestroyed(streamWritable) || !isWritable(streamWritable)) {
    const writable = new WritableStream();
    writable.close();
    return writable;
  }
  const highWaterMark = streamWritable.writableHighWaterMark;
  const strategy = streamWritable.writableObjectMode ?
    new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
  let controller;
  let backpressure;
  let closed;

  const cleanup = eos(streamWritable, (error) => {
    error = translateError(error);
    cleanup();
    // Errors that come later are nobody's business.
    streamWritable.on('error', nop);
    if (error != null) {
      backpressure?.reject(error);
      if (closed !== undefined) {
        closed.reject(error);
        closed = undefined;
      }
      controller.error(error);
      controller = undefined;
      return;
    }
    if (closed !== undefined) {
      closed.resolve();
      closed = undefined;
      return;
    }
    controller.error(new AbortError());
    controller = undefined;
  });
  streamWritable.on('drain', () => {
    backpressure?.resolve();
  });

  return new WritableStream({
    start(c) {
      controller = c;
    },
    write(chunk) {
      if (!streamWritable.writableObjectMode && isArrayBuffer(chunk)) chunk = new Uint8Array(chunk);
      if (!streamWritable.writableNeedDrain && streamWritable.write(chunk)) return;
      backpressure = deferred();
      return PromisePrototypeThen(backpressure.promise, () => {
        backpressure = undefined;
      }, (error) => {
        backpressure = undefined;
        throw error;
      });
    },
    abort(reason) {
      destroy(streamWritable, reason);
    },
    close() {
      if (closed === undefined && !isWritableEnded(streamWritable)) closed = deferred();
      const { promise } = closed ?? {};
      streamWritable.end();
      return promise;
    },
  }, strategy);
}

function newReadableStreamFromStreamReadable(streamReadable, options = {}) {
  if (typeof streamReadable?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', streamReadable);
  }
  validateObject(options, 'options');
  if (options.type !== undefined) validateOneOf(options.type, 'options.type', ['bytes', undefined]);
  const { ReadableStream, CountQueuingStrategy, ByteLengthQueuingStrategy } = web;
  const isBytes = options.type === 'bytes';
  if (isDestroyed(streamReadable) || !isReadable(streamReadable)) {
    const readable = new ReadableStream({ type: options.type });
    readable.cancel();
    return readable;
  }
  const objectMode = streamReadable.readableObjectMode;
  const highWaterMark = streamReadable.readableHighWaterMark;
  let { strategy } = options;
  if (isBytes) strategy = { highWaterMark };
  else if (objectMode) strategy ??= new CountQueuingStrategy({ highWaterMark });
  else strategy ??= new ByteLengthQueuingStrategy({ highWaterMark });
  let controller;
  let wasCanceled = false;

  streamReadable.pause();
  const cleanup = eos(streamReadable, (error) => {
    error = translateError(error);
    cleanup();
    streamReadable.on('error', nop);
    if (error) {
      controller.error(error);
    } else if (!wasCanceled) {
      controller.close();
      if (isBytes) controller.byobRequest?.respond(0); // A read that still waits.
    }
  });
  streamReadable.on('data', (chunk) => {
    // A Uint8Array of its own, not a part of Buffer's pool.
    if (Buffer.isBuffer(chunk) && (!objectMode || isBytes)) chunk = new Uint8Array(chunk);
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) streamReadable.pause();
  });

  return new ReadableStream({
    type: options.type,
    start(c) {
      controller = c;
    },
    pull() {
      streamReadable.resume();
    },
    cancel(reason) {
      wasCanceled = true;
      destroy(streamReadable, reason);
    },
  }, strategy);
}

function newReadableWritablePairFromDuplex(duplex, options = {}) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  validateObject(options, 'options');
  const { ReadableStream, WritableStream } = web;
  const type = options.readableType ?? options.type;
  const canWrite = !isDestroyed(duplex) && isWritable(duplex);
  const canRead = !isDestroyed(duplex) && isReadable(duplex);
  const writable = canWrite ? newWritableStreamFromStreamWritable(duplex) : new WritableStream();
  if (!canWrite) writable.close();
  const readable = canRead ? newReadableStreamFromStreamReadable(duplex, { type }) :
    new ReadableStream({ type });
  if (!canRead) readable.cancel();
  return { writable, readable };
}

// Web to Node ------------------------------------------------------------------------------------

function writeFunctions(writer, decodeStrings, objectMode, stream, isClosed) {
  function call(callback, error) {
    try {
      callback(error);
    } catch (err) {
      // Not a rejection of the promise that has brought us here.
      process.nextTick(() => destroy(stream(), err));
    }
  }
  return {
    writev(chunks, callback) {
      const ok = () => call(callback);
      const failed = (error) => call(callback, error);
      PromisePrototypeThen(writer.ready, () => {
        const writes = [];
        for (let i = 0; i < chunks.length; i++) {
          ArrayPrototypePush(writes, writer.write(chunks[i].chunk));
        }
        return PromisePrototypeThen(all(writes), ok, failed);
      }, failed);
    },
    write(chunk, encoding, callback) {
      if (typeof chunk === 'string' && decodeStrings && !objectMode) {
        chunk = Buffer.from(chunk, encoding);
        chunk = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      }
      const ok = () => call(callback);
      const failed = (error) => call(callback, error);
      PromisePrototypeThen(writer.ready,
        () => PromisePrototypeThen(writer.write(chunk), ok, failed), failed);
    },
    final(callback) {
      if (isClosed()) return;
      PromisePrototypeThen(writer.close(), () => call(callback), (error) => call(callback, error));
    },
  };
}

// Calls back from _destroy; what that throws is nobody's to catch.
function callDestroyed(callback, error) {
  try {
    callback(error);
  } catch (err) {
    process.nextTick(() => { throw err; });
  }
}

function newStreamWritableFromWritableStream(writableStream, options = {}) {
  if (!has(writableStream, 'WritableStream')) {
    throw new ERR_INVALID_ARG_TYPE('writableStream', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');
  const { Writable } = require('internal/streams/writable');
  const writer = writableStream.getWriter();
  let closed = false;
  const writable = new Writable({
    highWaterMark,
    objectMode,
    decodeStrings,
    signal,
    ...writeFunctions(writer, decodeStrings, objectMode, () => writable, () => closed),
    destroy(error, callback) {
      const done = () => callDestroyed(callback, error);
      if (closed) done();
      else if (error != null) PromisePrototypeThen(writer.abort(error), done, done);
      else PromisePrototypeThen(writer.close(), done, done);
    },
  });
  PromisePrototypeThen(writer.closed, () => {
    closed = true;
    if (!isWritableEnded(writable)) destroy(writable, new ERR_STREAM_PREMATURE_CLOSE());
  }, (error) => {
    closed = true;
    destroy(writable, error);
  });
  return writable;
}

function readFunction(reader, stream) {
  return function read() {
    PromisePrototypeThen(reader.read(), (chunk) => {
      stream().push(chunk.done ? null : chunk.value);
    }, (error) => destroy(stream(), error));
  };
}

function newStreamReadableFromReadableStream(readableStream, options = {}) {
  if (!has(readableStream, 'ReadableStream')) {
    throw new ERR_INVALID_ARG_TYPE('readableStream', 'ReadableStream', readableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE(encoding, 'options.encoding');
  }
  validateBoolean(objectMode, 'options.objectMode');
  const { Readable } = require('internal/streams/readable');
  const reader = readableStream.getReader();
  let closed = false;
  const readable = new Readable({
    objectMode,
    highWaterMark,
    encoding,
    signal,
    read: readFunction(reader, () => readable),
    destroy(error, callback) {
      const done = () => callDestroyed(callback, error);
      if (closed) done();
      else PromisePrototypeThen(reader.cancel(error), done, done);
    },
  });
  PromisePrototypeThen(reader.closed, () => {
    closed = true;
  }, (error) => {
    closed = true;
    destroy(readable, error);
  });
  return readable;
}

function newStreamDuplexFromReadableWritablePair(pair = {}, options = {}) {
  validateObject(pair, 'pair');
  const { readable: readableStream, writable: writableStream } = pair;
  if (!has(readableStream, 'ReadableStream')) {
    throw new ERR_INVALID_ARG_TYPE('pair.readable', 'ReadableStream', readableStream);
  }
  if (!has(writableStream, 'WritableStream')) {
    throw new ERR_INVALID_ARG_TYPE('pair.writable', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const {
    allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark,
    signal,
  } = options;
  validateBoolean(objectMode, 'options.objectMode');
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE(encoding, 'options.encoding');
  }
  const { Duplex } = require('internal/streams/duplex');
  const writer = writableStream.getWriter();
  const reader = readableStream.getReader();
  let writableClosed = false;
  let readableClosed = false;
  const duplex = new Duplex({
    allowHalfOpen,
    highWaterMark,
    objectMode,
    encoding,
    decodeStrings,
    signal,
    ...writeFunctions(writer, decodeStrings, objectMode, () => duplex, () => writableClosed),
    read: readFunction(reader, () => duplex),
    destroy(error, callback) {
      const done = () => callDestroyed(callback, error);
      const closing = [];
      if (!writableClosed) ArrayPrototypePush(closing, writer.abort(error));
      if (!readableClosed) ArrayPrototypePush(closing, reader.cancel(error));
      if (closing.length === 0) done();
      else PromisePrototypeThen(all(closing), done, done);
    },
  });
  PromisePrototypeThen(writer.closed, () => {
    writableClosed = true;
    if (!isWritableEnded(duplex)) destroy(duplex, new ERR_STREAM_PREMATURE_CLOSE());
  }, (error) => {
    writableClosed = true;
    readableClosed = true;
    destroy(duplex, error);
  });
  PromisePrototypeThen(reader.closed, () => {
    readableClosed = true;
  }, (error) => {
    writableClosed = true;
    readableClosed = true;
    destroy(duplex, error);
  });
  return duplex;
}

module.exports = {
  newWritableStreamFromStreamWritable, newReadableStreamFromStreamReadable,
  newReadableWritablePairFromDuplex, newStreamWritableFromWritableStream,
  newStreamReadableFromReadableStream, newStreamDuplexFromReadableWritablePair,
};
