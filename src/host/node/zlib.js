// gzip, deflate and brotli, as streams and at once: https://nodejs.org/api/zlib.html
//
// A stream gives its handle (internalBinding('zlib')) a chunk and a buffer for what comes out, again and
// again until there is room left in the buffer. zstd is there by name, and says that it isn't supported.

const { crc32: crc32Of, newHandle } = internalBinding('zlib');
const {
  codes: {
    ERR_BROTLI_INVALID_PARAM, ERR_BUFFER_TOO_LARGE, ERR_FEATURE_UNAVAILABLE_ON_PLATFORM,
    ERR_INVALID_ARG_TYPE, ERR_TRAILING_JUNK_AFTER_STREAM_END, ERR_ZLIB_INITIALIZATION_FAILED,
  },
} = require('internal/errors');
const {
  checkRangesOrGetDefault, validateBoolean, validateFiniteNumber, validateFunction, validateUint32,
} = require('internal/validators');
const { isAnyArrayBuffer, isUint8Array } = require('util/types');
const { Buffer, kMaxLength } = require('buffer');
const { Transform, finished } = require('stream');
const { constants, codes } = require('internal/zlib_constants');

const { alloc, allocUnsafe, concat, from: bufferFrom } = Buffer;
const { slice } = Buffer.prototype;
const { emitWarning, nextTick } = require('process');

const kError = Symbol('kError');
const kFlushFlag = Symbol('kFlushFlag');
const kWrite = Symbol('kWrite');

const {
  BROTLI_DECODE, BROTLI_ENCODE, BROTLI_OPERATION_EMIT_METADATA, BROTLI_OPERATION_FINISH,
  BROTLI_OPERATION_FLUSH, BROTLI_OPERATION_PROCESS,
  BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING, DEFLATE, DEFLATERAW, GUNZIP, GZIP, INFLATE,
  INFLATERAW, UNZIP, Z_BLOCK, Z_DEFAULT_CHUNK, Z_DEFAULT_LEVEL, Z_DEFAULT_MEMLEVEL,
  Z_DEFAULT_STRATEGY, Z_DEFAULT_WINDOWBITS, Z_FINISH, Z_FIXED, Z_FULL_FLUSH, Z_MAX_LEVEL,
  Z_MAX_MEMLEVEL, Z_MAX_WINDOWBITS, Z_MIN_CHUNK, Z_MIN_LEVEL, Z_MIN_MEMLEVEL, Z_MIN_WINDOWBITS,
  Z_NO_FLUSH, Z_SYNC_FLUSH,
} = constants;

const BYTES = ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'];

// How much each flush flushes: the later in the list, the more.
const strengths = [0, 2, 3, 4, 5, 1];
const strongerFlush = (a, b) => (strengths[a] > strengths[b] ? a : b);

// What is written to a stream in order that it flushes: empty, and known by its flag.
const flushes = [];
for (let i = 0; i <= Z_BLOCK; i++) {
  flushes[i] = alloc(0);
  flushes[i][kFlushFlag] = i;
}

const zlibFlushes = {
  none: Z_NO_FLUSH, finish: Z_FINISH, full: Z_FULL_FLUSH, most: Z_BLOCK,
};
const brotliFlushes = {
  none: BROTLI_OPERATION_PROCESS, finish: BROTLI_OPERATION_FINISH, full: BROTLI_OPERATION_FLUSH,
  most: BROTLI_OPERATION_EMIT_METADATA,
};

function handleError({ 0: message, 1: errno, 2: code }) {
  const error = new Error(message);
  error.errno = errno;
  error.code = code;
  return error;
}

// Ends a stream whose handle failed: nothing that it is given makes sense any more.
function fail(self, failure) {
  const error = handleError(failure);
  self.destroy(error);
  self[kError] = error;
}

function closeHandle(self) {
  // It may not be there if the constructor threw.
  if (!self._handle) return;
  self._handle.close();
  self._handle = null;
}

// What all streams of this module are.
function ZlibBase(opts, mode, makeHandle, kinds) {
  let chunkSize = Z_DEFAULT_CHUNK;
  let maxOutputLength = kMaxLength;
  let flush = kinds.none;
  let finishFlush = kinds.finish;
  let rejectGarbage = false;
  if (opts) {
    if (validateFiniteNumber(opts.chunkSize, 'options.chunkSize')) {
      chunkSize = opts.chunkSize;
      if (chunkSize < Z_MIN_CHUNK) {
        const { ERR_OUT_OF_RANGE } = require('internal/errors').codes;
        throw new ERR_OUT_OF_RANGE('options.chunkSize', `>= ${Z_MIN_CHUNK}`, chunkSize);
      }
    }
    flush = checkRangesOrGetDefault(opts.flush, 'options.flush', kinds.none, kinds.most, flush);
    finishFlush = checkRangesOrGetDefault(
      opts.finishFlush, 'options.finishFlush', kinds.none, kinds.most, finishFlush);
    maxOutputLength = checkRangesOrGetDefault(
      opts.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, maxOutputLength);
    if (opts.rejectGarbageAfterEnd !== undefined) {
      validateBoolean(opts.rejectGarbageAfterEnd, 'options.rejectGarbageAfterEnd');
      rejectGarbage = opts.rejectGarbageAfterEnd;
    }
    // Bytes go in and out, whatever streams can do else.
    if (opts.encoding || opts.objectMode || opts.writableObjectMode) {
      opts = { ...opts, encoding: null, objectMode: false, writableObjectMode: false };
    }
  }
  FunctionPrototypeCall(Transform, this, { autoDestroy: true, ...opts });
  this[kError] = null;
  this.bytesWritten = 0;
  this._handle = newHandle(mode, rejectGarbage);
  this._outBuffer = allocUnsafe(chunkSize);
  this._outOffset = 0;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = flush;
  this._finishFlushFlag = finishFlush;
  this._defaultFullFlushFlag = kinds.full;
  this._info = opts?.info;
  this._maxOutputLength = maxOutputLength;
  this._rejectGarbageAfterEnd = rejectGarbage;
  const failure = makeHandle(this._handle);
  if (failure !== undefined) fail(this, failure);
}

function inherit(constructor, parent) {
  ObjectSetPrototypeOf(constructor.prototype, parent.prototype);
  ObjectSetPrototypeOf(constructor, parent);
}

inherit(ZlibBase, Transform);

ObjectDefineProperty(ZlibBase.prototype, '_closed', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return !this._handle;
  },
});

ZlibBase.prototype.reset = function() {
  if (!this._handle) require('assert')(false, 'zlib binding closed');
  const failure = this._handle.reset();
  if (failure !== undefined) fail(this, failure);
};

// At the end of the input there is a last chunk without anything.
ZlibBase.prototype._flush = function(callback) {
  this._transform(alloc(0), '', callback);
};

ZlibBase.prototype._final = function(callback) {
  callback();
};

ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function' || kind === undefined && !callback) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  if (this.writableFinished) {
    if (callback) nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(flushes[kind], '', callback);
  }
};

ZlibBase.prototype.close = function(callback) {
  if (callback) finished(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function(error, callback) {
  closeHandle(this);
  callback(error);
};

ZlibBase.prototype._transform = function(chunk, encoding, callback) {
  let flush = this._defaultFlushFlag;
  if (typeof chunk[kFlushFlag] === 'number') {
    flush = chunk[kFlushFlag];
  } else if (this.writableEnded && this.writableLength === chunk.byteLength) {
    // The last one says so itself.
    flush = strongerFlush(flush, this._finishFlushFlag);
  }
  processChunk(this, chunk, flush, callback);
};

ZlibBase.prototype._processChunk = function(chunk, flush, callback) {
  if (typeof callback === 'function') processChunk(this, chunk, flush, callback);
  else return processChunkSync(this, chunk, flush);
};

// A new buffer, where the one there is has no room left.
function renewBuffer(self, room) {
  if (room !== 0 && self._outOffset < self._chunkSize) return;
  self._outOffset = 0;
  self._outBuffer = allocUnsafe(self._chunkSize);
}

function processChunkSync(self, chunk, flush) {
  const handle = self._handle;
  if (!handle) require('assert')(false, 'zlib binding closed');
  // What is wrong is thrown.
  self.on('error', () => {});
  const buffers = [];
  let read = 0, made = 0, left = chunk.byteLength;
  while (true) {
    const available = self._chunkSize - self._outOffset;
    const { 0: room, 1: rest, 2: failure } = handle.writeSync(
      flush, chunk, read, left, self._outBuffer, self._outOffset, available);
    if (failure !== undefined) {
      fail(self, failure);
      throw self[kError];
    }
    if (self[kError]) throw self[kError];
    read += left - rest;
    left = rest;
    const count = available - room;
    if (count > 0) {
      const start = self._outOffset;
      const part = FunctionPrototypeCall(slice, self._outBuffer, start, start + count);
      self._outOffset += count;
      ArrayPrototypePush(buffers, part);
      made += count;
      if (made > self._maxOutputLength) {
        closeHandle(self);
        throw new ERR_BUFFER_TOO_LARGE(self._maxOutputLength);
      }
    }
    renewBuffer(self, room);
    if (room !== 0) break;
  }
  self.bytesWritten = read;
  closeHandle(self);
  if (left > 0 && self._rejectGarbageAfterEnd) throw new ERR_TRAILING_JUNK_AFTER_STREAM_END();
  if (made === 0) return alloc(0);
  return buffers.length === 1 ? buffers[0] : concat(buffers, made);
}

function processChunk(self, chunk, flush, callback) {
  if (!self._handle) return nextTick(callback);
  self[kWrite] = {
    chunk, flush, callback, read: 0, left: chunk.byteLength, handle: self._handle, available: 0,
  };
  writeAside(self);
}

function writeAside(self) {
  const write = self[kWrite];
  write.available = self._chunkSize - self._outOffset;
  write.handle.write((room, rest, failure) => afterWrite(self, room, rest, failure),
    write.flush, write.chunk, write.read, write.left, self._outBuffer, self._outOffset,
    write.available);
}

function afterWrite(self, room, rest, failure) {
  const write = self[kWrite];
  const { callback } = write;
  if (self.destroyed) {
    callback();
    return;
  }
  if (failure !== undefined) {
    fail(self, failure);
    return;
  }
  const read = write.left - rest;
  self.bytesWritten += read;
  const count = write.available - room;
  let isFull = false;
  if (count > 0) {
    const start = self._outOffset;
    const out = FunctionPrototypeCall(slice, self._outBuffer, start, start + count);
    self._outOffset += count;
    isFull = !self.push(out);
    if (self.destroyed) {
      callback();
      return;
    }
  }
  renewBuffer(self, room);
  if (room === 0) {
    // There may be more to come out.
    write.read += read;
    write.left = rest;
    if (isFull) {
      // Who reads asks for it.
      const { _read } = self;
      self._read = (size) => {
        self._read = _read;
        if (!self.destroyed) writeAside(self);
        FunctionPrototypeCall(_read, self, size);
      };
    } else {
      writeAside(self);
    }
    return;
  }
  if (rest > 0) {
    // What is compressed has ended before its input did.
    if (self._rejectGarbageAfterEnd) {
      self.destroy(new ERR_TRAILING_JUNK_AFTER_STREAM_END());
      return;
    }
    self.push(null);
  }
  write.chunk = null;
  callback();
}

function dictionaryOf(opts) {
  const dictionary = opts?.dictionary;
  if (dictionary === undefined || ArrayBufferIsView(dictionary)) return dictionary;
  if (isAnyArrayBuffer(dictionary)) return bufferFrom(dictionary);
  throw new ERR_INVALID_ARG_TYPE(
    'options.dictionary', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary);
}

// The streams of zlib.
function Zlib(opts, mode) {
  let windowBits = Z_DEFAULT_WINDOWBITS;
  let level = Z_DEFAULT_LEVEL;
  let memLevel = Z_DEFAULT_MEMLEVEL;
  let strategy = Z_DEFAULT_STRATEGY;
  const dictionary = dictionaryOf(opts);
  if (opts) {
    const decides = mode === INFLATE || mode === GUNZIP || mode === UNZIP;
    if (decides && (opts.windowBits === undefined || opts.windowBits === null ||
        opts.windowBits === 0)) {
      // What is to be decompressed says it.
      windowBits = 0;
    } else {
      const least = Z_MIN_WINDOWBITS + (mode === GZIP ? 1 : 0);
      windowBits = checkRangesOrGetDefault(
        opts.windowBits, 'options.windowBits', least, Z_MAX_WINDOWBITS, Z_DEFAULT_WINDOWBITS);
    }
    level = checkRangesOrGetDefault(
      opts.level, 'options.level', Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_LEVEL);
    memLevel = checkRangesOrGetDefault(
      opts.memLevel, 'options.memLevel', Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL, Z_DEFAULT_MEMLEVEL);
    strategy = checkRangesOrGetDefault(
      opts.strategy, 'options.strategy', Z_DEFAULT_STRATEGY, Z_FIXED, Z_DEFAULT_STRATEGY);
  }
  const init = (handle) => handle.init(windowBits, level, memLevel, strategy, dictionary);
  FunctionPrototypeCall(ZlibBase, this, opts, mode, init, zlibFlushes);
  this._level = level;
  this._strategy = strategy;
  this._mode = mode;
}

inherit(Zlib, ZlibBase);

Zlib.prototype.params = function(level, strategy, callback) {
  checkRangesOrGetDefault(level, 'level', Z_MIN_LEVEL, Z_MAX_LEVEL);
  checkRangesOrGetDefault(strategy, 'strategy', Z_DEFAULT_STRATEGY, Z_FIXED);
  if (this._level === level && this._strategy === strategy) {
    nextTick(callback);
    return;
  }
  this.flush(Z_SYNC_FLUSH, () => {
    if (!this._handle) require('assert')(false, 'zlib binding closed');
    this._handle.params(level, strategy);
    this._level = level;
    this._strategy = strategy;
    if (callback) callback();
  });
};

const MOST_PARAMETERS = constants.BROTLI_PARAM_NDIRECT;

function Brotli(opts, mode) {
  const parameters = new Uint32Array(MOST_PARAMETERS + 1);
  TypedArrayPrototypeFill(parameters, -1);
  const dictionary = dictionaryOf(opts);
  if (opts?.params) {
    const keys = ObjectKeys(opts.params);
    for (let i = 0; i < keys.length; i++) {
      const key = +keys[i];
      if (!(key >= 0 && key <= MOST_PARAMETERS && NumberIsInteger(key)) ||
          parameters[key] !== 0xFFFFFFFF) {
        throw new ERR_BROTLI_INVALID_PARAM(keys[i]);
      }
      const value = opts.params[keys[i]];
      if (typeof value !== 'number' && typeof value !== 'boolean') {
        throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
      }
      parameters[key] = value;
    }
  }
  // A flag, which is 0 or 1 where it is said.
  const flag = parameters[BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING];
  if (flag > 1 && flag !== 0xFFFFFFFF) throw new ERR_ZLIB_INITIALIZATION_FAILED();
  const init = (handle) => handle.initBrotli(parameters, dictionary);
  FunctionPrototypeCall(ZlibBase, this, opts, mode, init, brotliFlushes);
}

inherit(Brotli, Zlib);

const warned = { __proto__: null };

// A class: it can be called without `new`, which is deprecated.
function define(name, parent, mode, code, prepare) {
  const Class = {
    [name]: function(opts) {
      if (!new.target && !(this instanceof Class)) {
        if (!warned[name]) {
          warned[name] = true;
          const text = `Instantiating ${name} without the 'new' keyword has been deprecated.`;
          emitWarning(text, 'DeprecationWarning', code);
        }
        return new Class(opts);
      }
      FunctionPrototypeCall(parent, this, prepare ? prepare(opts) : opts, mode);
    },
  }[name];
  inherit(Class, parent);
  return Class;
}

// The least window is one that raw data can't say.
const rawOptions = (opts) => (opts?.windowBits === 8 ? { ...opts, windowBits: 9 } : opts);

const Deflate = define('Deflate', Zlib, DEFLATE, 'DEP0184');
const Inflate = define('Inflate', Zlib, INFLATE, 'DEP0184');
const Gzip = define('Gzip', Zlib, GZIP, 'DEP0184');
const Gunzip = define('Gunzip', Zlib, GUNZIP, 'DEP0184');
const DeflateRaw = define('DeflateRaw', Zlib, DEFLATERAW, 'DEP0184', rawOptions);
const InflateRaw = define('InflateRaw', Zlib, INFLATERAW, 'DEP0184');
const Unzip = define('Unzip', Zlib, UNZIP, 'DEP0184');
const BrotliCompress = define('BrotliCompress', Brotli, BROTLI_ENCODE, 'DEP0184');
const BrotliDecompress = define('BrotliDecompress', Brotli, BROTLI_DECODE, 'DEP0184');

function unavailable(name) {
  return {
    [name]: function(opts) {
      throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`zlib.${name}`);
    },
  }[name];
}

const ZstdCompress = unavailable('ZstdCompress');
const ZstdDecompress = unavailable('ZstdDecompress');

function onData(chunk) {
  ArrayPrototypePush(this.buffers, chunk);
  this.nread += chunk.length;
  if (this.nread > this._maxOutputLength) {
    this.close();
    this.cb(new ERR_BUFFER_TOO_LARGE(this._maxOutputLength));
  }
}

function onError(error) {
  this.removeListener('end', onEnd);
  this.cb(error);
}

function onEnd() {
  const buffer = this.nread === 0 ? alloc(0) : concat(this.buffers, this.nread);
  this.close();
  this.cb(null, this._info ? { buffer, engine: this } : buffer);
}

function zlibBuffer(engine, buffer, callback) {
  validateFunction(callback, 'callback');
  if (ArrayBufferIsView(buffer) && !isUint8Array(buffer)) {
    buffer = bufferFrom(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } else if (isAnyArrayBuffer(buffer)) {
    buffer = bufferFrom(buffer);
  }
  engine.buffers = [];
  engine.nread = 0;
  engine.cb = callback;
  engine.on('data', onData);
  engine.on('error', onError);
  engine.on('end', onEnd);
  engine.end(buffer);
}

function zlibBufferSync(engine, buffer) {
  if (typeof buffer === 'string' || isAnyArrayBuffer(buffer)) {
    buffer = bufferFrom(buffer);
  } else if (!ArrayBufferIsView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buffer', BYTES, buffer);
  }
  buffer = processChunkSync(engine, buffer, engine._finishFlushFlag);
  return engine._info ? { buffer, engine } : buffer;
}

const whole = (Class) => function asyncBufferWrapper(buffer, opts, callback) {
  if (typeof opts === 'function') {
    callback = opts;
    opts = {};
  }
  return zlibBuffer(new Class(opts), buffer, callback);
};

const wholeSync = (Class) => function syncBufferWrapper(buffer, opts) {
  return zlibBufferSync(new Class(opts), buffer);
};

function crc32(data, value = 0) {
  if (typeof data !== 'string' && !ArrayBufferIsView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return crc32Of(data, value);
}

module.exports = {
  crc32,
  Deflate,
  Inflate,
  Gzip,
  Gunzip,
  DeflateRaw,
  InflateRaw,
  Unzip,
  BrotliCompress,
  BrotliDecompress,
  ZstdCompress,
  ZstdDecompress,
};

const convenience = [
  ['deflate', Deflate], ['gzip', Gzip], ['deflateRaw', DeflateRaw], ['unzip', Unzip],
  ['inflate', Inflate], ['gunzip', Gunzip], ['inflateRaw', InflateRaw],
  ['brotliCompress', BrotliCompress], ['brotliDecompress', BrotliDecompress],
  ['zstdCompress', ZstdCompress], ['zstdDecompress', ZstdDecompress],
];
for (let i = 0; i < convenience.length; i++) {
  const { 0: name, 1: Class } = convenience[i];
  module.exports[name] = whole(Class);
  module.exports[`${name}Sync`] = wholeSync(Class);
}

const fixed = (name, value, enumerable, configurable = false) =>
  ObjectDefineProperty(module.exports, name, { __proto__: null, value, enumerable, configurable });

const classes = [
  Deflate, Inflate, DeflateRaw, InflateRaw, Gzip, Gunzip, Unzip, BrotliCompress,
  BrotliDecompress, ZstdCompress, ZstdDecompress,
];
for (let i = 0; i < classes.length; i++) {
  const Class = classes[i];
  const name = `create${Class.name}`;
  fixed(name, { [name]: function(options) { return new Class(options); } }[name], true, true);
}
fixed('constants', constants, true);
fixed('codes', codes, true);

// Those of zlib and zstd are there by themselves too.
const names = ObjectKeys(constants);
for (let i = 0; i < names.length; i++) {
  if (!StringPrototypeStartsWith(names[i], 'BROTLI')) fixed(names[i], constants[names[i]], false);
}
