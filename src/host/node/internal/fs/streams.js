// Streams over files: https://nodejs.org/api/fs.html#class-fsreadstream

const fs = require('fs');
const { Readable, Writable, finished } = require('stream');
const { pathText } = require('internal/fs/utils');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { deprecate, kEmptyObject } = require('internal/util');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateInteger,
} = require('internal/validators');

const kFs = Symbol('kFs');
const kHandle = Symbol('kHandle');
const kIsPerformingIO = Symbol('kIsPerformingIO');
const kIoDone = Symbol('kIoDone');

// What a FileHandle does as the functions of fs.
function handleFs(handle) {
  const settle = (promise, callback) => {
    const nextTick = require('process').nextTick;
    PromisePrototypeThen(promise, (value) => nextTick(callback, null, value), (error) => {
      nextTick(callback, error);
    });
  };
  return {
    read: (fd, buffer, offset, length, position, callback) => settle(
      handle.read(buffer, offset, length, position),
      (error, result) => callback(error, result?.bytesRead ?? 0, result?.buffer)),
    write: (fd, buffer, offset, length, position, callback) => settle(
      handle.write(buffer, offset, length, position),
      (error, result) => callback(error, result?.bytesWritten ?? 0, result?.buffer)),
    writev: (fd, buffers, position, callback) => settle(
      handle.writev(buffers, position),
      (error, result) => callback(error, result?.bytesWritten ?? 0, result?.buffers)),
    fsync: (fd, callback) => settle(handle.sync(), (error) => callback(error)),
    close: (fd, callback) => settle(handle.close(), (error) => callback(error)),
  };
}

function optionsOf(options, defaults) {
  if (options === null || options === undefined || typeof options === 'function') {
    return { ...defaults };
  }
  if (typeof options === 'string') options = { ...defaults, encoding: options };
  if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  const { assertEncoding } = require('internal/fs/utils');
  assertEncoding(options.encoding);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  // What they inherit counts too.
  const copy = {};
  for (const key in options) copy[key] = options[key];
  return copy;
}

// Sets what file it is: a path, a descriptor, or a FileHandle.
function importFd(stream, options) {
  if (typeof options.fd === 'number') {
    stream[kFs] = options.fs || fs;
    return options.fd;
  }
  const { FileHandle } = require('internal/fs/file_handle');
  if (typeof options.fd === 'object' && options.fd instanceof FileHandle) {
    if (options.fs) throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    stream[kHandle] = options.fd;
    stream[kFs] = handleFs(options.fd);
    options.fd.on('close', () => stream.close());
    return options.fd.fd;
  }
  throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], options.fd);
}

function checkOverride(stream, names) {
  for (let i = 0; i < names.length; i++) {
    validateFunction(stream[kFs][names[i]], `options.fs.${names[i]}`);
  }
}

function construct(callback) {
  const stream = this;
  if (typeof stream.fd === 'number') {
    callback();
    return;
  }
  if (stream.open !== openWriteFs && stream.open !== openReadFs) {
    // A stream that opens its file in a way of its own.
    const emit = stream.emit;
    stream.emit = function(...args) {
      if (args[0] === 'open') {
        this.emit = emit;
        callback();
        ReflectApply(emit, this, args);
      } else if (args[0] === 'error') {
        this.emit = emit;
        callback(args[1]);
      } else {
        ReflectApply(emit, this, args);
      }
    };
    stream.open();
    return;
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, (error, fd) => {
    if (error) return callback(error);
    stream.fd = fd;
    callback();
    stream.emit('open', stream.fd);
    stream.emit('ready');
  });
}

function close(stream, error, callback) {
  if (!stream.fd && stream.fd !== 0) {
    callback(error);
  } else if (stream.flush) {
    stream[kFs].fsync(stream.fd, (failed) => finishClose(stream, error || failed, callback));
  } else {
    finishClose(stream, error, callback);
  }
}

function finishClose(stream, error, callback) {
  stream[kFs].close(stream.fd, (failed) => callback(failed || error));
  stream.fd = null;
}

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = optionsOf(options, kEmptyObject);
  options.highWaterMark ??= 64 * 1024;
  if (options.autoDestroy === undefined) options.autoDestroy = false;
  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || fs;
    validateFunction(this[kFs].open, 'options.fs.open');
    this.path = toPath(path);
    this.flags = options.flags === undefined ? 'r' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
  } else {
    this.fd = checkFd(importFd(this, options));
  }
  if (options.autoClose === undefined) options.autoDestroy = true;
  else options.autoDestroy = options.autoClose;
  checkOverride(this, options.autoDestroy ? ['read', 'close'] : ['read']);
  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end === Infinity) {
    this.end = Infinity;
  } else {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  ReflectApply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
ObjectSetPrototypeOf(ReadStream.prototype, Readable.prototype);
ObjectSetPrototypeOf(ReadStream, Readable);

const toPath = (path) =>
  path instanceof internalBinding('globals').URL ? require('url').fileURLToPath(path) :
    (pathText(path), path);

function checkFd(fd) {
  require('internal/validators').validateInt32(fd, 'fd', 0);
  return fd;
}

const autoClose = {
  __proto__: null,
  get() {
    return stateOf(this).autoDestroy;
  },
  set(value) {
    stateOf(this).autoDestroy = value;
  },
};

function stateOf(stream) {
  const state = stream?._readableState ?? stream?._writableState;
  if (state === undefined) {
    const { ERR_INVALID_THIS } = require('internal/errors').codes;
    throw new ERR_INVALID_THIS('ReadStream or WriteStream');
  }
  return state;
}
ObjectDefineProperty(ReadStream.prototype, 'autoClose', autoClose);

const openReadFs = deprecate(function() {}, 'ReadStream.prototype.open() is deprecated', 'DEP0135');
ReadStream.prototype.open = openReadFs;
ReadStream.prototype._construct = construct;

ReadStream.prototype._read = function(n) {
  n = this.pos !== undefined ?
    MathMin(this.end - this.pos + 1, n) :
    MathMin(this.end - this.bytesRead + 1, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  const buffer = require('buffer').Buffer.allocUnsafeSlow(n);
  this[kIsPerformingIO] = true;
  this[kFs].read(this.fd, buffer, 0, n, this.pos, (error, bytesRead, read) => {
    this[kIsPerformingIO] = false;
    if (this.destroyed) {
      this.emit(kIoDone, error);
      return;
    }
    if (error) {
      require('internal/streams/destroy').errorOrDestroy(this, error);
    } else if (bytesRead > 0) {
      if (this.pos !== undefined) this.pos += bytesRead;
      this.bytesRead += bytesRead;
      if (bytesRead !== read.length) {
        // The rest of it isn't held on to.
        const part = require('buffer').Buffer.allocUnsafeSlow(bytesRead);
        read.copy(part, 0, 0, bytesRead);
        read = part;
      }
      this.push(read);
    } else {
      this.push(null);
    }
  });
};

ReadStream.prototype._destroy = function(error, callback) {
  // A file that is being read isn't closed: the number might be another one's by then.
  if (this[kIsPerformingIO]) {
    this.once(kIoDone, (failed) => close(this, error || failed, callback));
  } else {
    close(this, error, callback);
  }
};

ReadStream.prototype.close = function(callback) {
  if (typeof callback === 'function') finished(this, callback);
  this.destroy();
};

ObjectDefineProperty(ReadStream.prototype, 'pending', {
  __proto__: null,
  get() {
    return this.fd === null;
  },
  configurable: true,
});

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = optionsOf(options, kEmptyObject);
  options.decodeStrings = true;
  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || fs;
    validateFunction(this[kFs].open, 'options.fs.open');
    this.path = toPath(path);
    this.flags = options.flags === undefined ? 'w' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
  } else {
    this.fd = checkFd(importFd(this, options));
  }
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  this.flush = options.flush ?? false;
  validateBoolean(this.flush, 'options.flush');
  if (!this[kFs].write && !this[kFs].writev) {
    throw new ERR_INVALID_ARG_TYPE('options.fs.write', 'function', this[kFs].write);
  }
  if (this[kFs].write) checkOverride(this, ['write']);
  if (this[kFs].writev) checkOverride(this, ['writev']);
  if (options.autoDestroy) checkOverride(this, ['close']);
  if (this.flush) checkOverride(this, ['fsync']);
  // What isn't there is done by the other.
  if (!this[kFs].write) this._write = null;
  if (!this[kFs].writev) this._writev = null;
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  ReflectApply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
ObjectSetPrototypeOf(WriteStream.prototype, Writable.prototype);
ObjectSetPrototypeOf(WriteStream, Writable);
ObjectDefineProperty(WriteStream.prototype, 'autoClose', autoClose);

const openWriteFs = deprecate(function() {}, 'WriteStream.prototype.open() is deprecated', 'DEP0135');
WriteStream.prototype.open = openWriteFs;
WriteStream.prototype._construct = construct;

function writeAll(stream, data, size, position, callback, retries = 0) {
  stream[kFs].write(stream.fd, data, 0, size, position, (error, written, buffer) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) return callback(error);
    stream.bytesWritten += written;
    retries = written ? 0 : retries + 1;
    size -= written;
    position += written;
    if (retries > 5) {
      callback(new Error('writev failed'));
    } else if (size) {
      writeAll(stream, buffer.slice(written), size, position, callback, retries);
    } else {
      callback();
    }
  });
}

WriteStream.prototype._write = function(data, encoding, callback) {
  this[kIsPerformingIO] = true;
  writeAll(this, data, data.length, this.pos, (error) => {
    this[kIsPerformingIO] = false;
    if (this.destroyed) {
      callback(error);
      return this.emit(kIoDone, error);
    }
    callback(error);
  });
  if (this.pos !== undefined) this.pos += data.length;
};

function writevAll(stream, chunks, size, position, callback, retries = 0) {
  stream[kFs].writev(stream.fd, chunks, position, (error, written, buffers) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) return callback(error);
    stream.bytesWritten += written;
    retries = written ? 0 : retries + 1;
    size -= written;
    position += written;
    if (retries > 5) {
      callback(new Error('writev failed'));
    } else if (size) {
      const rest = require('buffer').Buffer.concat(buffers).slice(written);
      writevAll(stream, [rest], size, position, callback, retries);
    } else {
      callback();
    }
  });
}

WriteStream.prototype._writev = function(data, callback) {
  const chunks = [];
  let size = 0;
  for (let i = 0; i < data.length; i++) {
    ArrayPrototypePush(chunks, data[i].chunk);
    size += data[i].chunk.length;
  }
  this[kIsPerformingIO] = true;
  writevAll(this, chunks, size, this.pos, (error) => {
    this[kIsPerformingIO] = false;
    if (this.destroyed) {
      callback(error);
      return this.emit(kIoDone, error);
    }
    callback(error);
  });
  if (this.pos !== undefined) this.pos += size;
};

WriteStream.prototype._destroy = function(error, callback) {
  if (this[kIsPerformingIO]) {
    this.once(kIoDone, (failed) => close(this, error || failed, callback));
  } else {
    close(this, error, callback);
  }
};

WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      require('process').nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  // Without autoClose the end of the file is its end.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

WriteStream.prototype.destroySoon = WriteStream.prototype.end;

ObjectDefineProperty(WriteStream.prototype, 'pending', {
  __proto__: null,
  get() {
    return this.fd === null;
  },
  configurable: true,
});

module.exports = { ReadStream, WriteStream };
