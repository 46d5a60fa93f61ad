// process.stdout, process.stderr and process.stdin as whole streams: what is written to the first
// two comes out at once, as in Node for files and pipes on POSIX. process/standard_streams.rs makes
// them, and completes what writes when more is asked of it than to write.
// https://nodejs.org/api/process.html#a-note-on-process-io

const { Duplex, Readable, Writable } = require('stream');
const { Buffer } = require('buffer');
const { defineHidden } = require('internal/errors');
const binding = internalBinding('process');

const kDescriptor = Symbol('fd');
const EPIPE = -32;

// The sockets that were ended.
const shut = new WeakSet();

// Says that the console has to ask the stream from now on, because it may hold back or refuse.
const notPlain = (stream) => binding.setPlain(stream[kDescriptor] ?? stream.fd, false);

// What is said of a text that the system didn't take.
function failure(stream, errno) {
  const { ErrnoException, UVException } = require('internal/system_errors');
  if (stream._type === 'fs') {
    return new UVException({ errno, syscall: 'write', isCodeLast: true });
  }
  return new ErrnoException(errno, 'write');
}

// What the three classes have in common. A chunk that was written is done with at once.
function addWriting(Class, Base) {
  const { prototype } = Class;
  const add = (name, value) => ObjectDefineProperty(prototype, name, {
    __proto__: null, value, writable: true, configurable: true,
  });
  add('_write', function _write(chunk, encoding, callback) {
    if (WeakSetPrototypeHas(shut, this)) return callback(failure(this, EPIPE));
    const isUtf8 = typeof chunk !== 'string' || encoding === 'utf8' || encoding === 'utf-8';
    const errno = binding.write(this.fd, isUtf8 ? chunk : Buffer.from(chunk, encoding));
    callback(errno === 0 ? undefined : failure(this, errno));
  });
  const { cork, end, destroy } = Base.prototype;
  add('cork', function() {
    notPlain(this);
    FunctionPrototypeCall(cork, this);
  });
  add('end', function(...args) {
    notPlain(this);
    return ReflectApply(end, this, args);
  });
  add('destroy', function(...args) {
    notPlain(this);
    return ReflectApply(destroy, this, args);
  });
}

class SyncWriteStream extends Writable {}
addWriting(SyncWriteStream, Writable);

class Socket extends Duplex {
  _read() {}

  // Once it was ended nothing more comes out, also of what is written after it was made anew.
  _final(callback) {
    WeakSetPrototypeAdd(shut, this);
    const { setImmediate } = internalBinding('globals');
    setImmediate(callback);
  }

  setTimeout() {
    return this;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }
}
addWriting(Socket, Duplex);

// A terminal. Its size isn't known: it is what the environment says, or the usual one.
class WriteStream extends Socket {
  getColorDepth(env) {
    return require('internal/tty').getColorDepth(env);
  }

  hasColors(count, env) {
    const isNoCount = count === undefined || (typeof count === 'object' && count !== null);
    if (env === undefined && isNoCount) {
      env = count;
      count = 16;
    }
    return count <= 2 ** this.getColorDepth(env);
  }

  getWindowSize() {
    return [this.columns, this.rows];
  }

  #send(text, callback) {
    return this.write(text, typeof callback === 'function' ? callback : undefined);
  }

  cursorTo(x, y, callback) {
    if (typeof y !== 'number') return this.#send(`\x1b[${x + 1}G`, y);
    return this.#send(`\x1b[${y + 1};${x + 1}H`, callback);
  }

  moveCursor(dx, dy, callback) {
    let text = '';
    if (dx < 0) text += `\x1b[${-dx}D`;
    else if (dx > 0) text += `\x1b[${dx}C`;
    if (dy < 0) text += `\x1b[${-dy}A`;
    else if (dy > 0) text += `\x1b[${dy}B`;
    return this.#send(text, callback);
  }

  clearLine(direction, callback) {
    return this.#send(direction < 0 ? '\x1b[1K' : direction > 0 ? '\x1b[0K' : '\x1b[2K', callback);
  }

  clearScreenDown(callback) {
    return this.#send('\x1b[0J', callback);
  }
}
WriteStream.prototype.isTTY = true;

// What was written before the stream was made whole couldn't be passed on. Of what the console wrote
// only listeners hear.
exports.fail = (stream, errno, isWatched) => {
  if (!isWatched && stream.listenerCount('error') === 0) stream.once('error', () => {});
  stream.destroy(failure(stream, -errno));
};

// The descriptor is never closed.
function dummyDestroy(error, callback) {
  callback(error);
  this._undestroy();
  // It can be written to again, as if it weren't destroyed.
  if (!this._writableState.emitClose) require('process').nextTick(() => this.emit('close'));
}

const CLASSES = { __proto__: null, FILE: SyncWriteStream, PIPE: Socket, TTY: WriteStream };

// Makes an object of Rust's a whole stream; gives the `write` that it inherits.
exports.complete = (stream, fd, kind) => {
  const Class = CLASSES[kind] ?? Socket;
  // What a script has added stays, and comes last.
  const added = [];
  const keys = ReflectOwnKeys(stream);
  for (let i = 0; i < keys.length; i++) {
    if (!ArrayPrototypeIncludes(OWN, keys[i])) {
      ArrayPrototypePush(added, [keys[i], ReflectGetOwnPropertyDescriptor(stream, keys[i])]);
    }
    delete stream[keys[i]];
  }
  ObjectSetPrototypeOf(stream, Class.prototype);
  if (Class === SyncWriteStream) {
    FunctionPrototypeCall(Writable, stream, { autoDestroy: true });
    stream.fd = fd;
    stream.readable = false;
    stream.autoClose = false;
    stream._type = 'fs';
  } else {
    FunctionPrototypeCall(Duplex, stream, {
      decodeStrings: false, emitClose: false, autoDestroy: true, readable: false,
      allowHalfOpen: false,
    });
    stream._type = kind === 'TTY' ? 'tty' : 'pipe';
    if (kind === 'TTY') {
      const { env } = require('process');
      stream.columns = +env.COLUMNS || 80;
      stream.rows = +env.LINES || 24;
    }
    stream.fd = fd;
  }
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  stream._destroy = dummyDestroy;
  for (let i = 0; i < added.length; i++) ObjectDefineProperty(stream, added[i][0], added[i][1]);
  return Class.prototype.write;
};
const OWN = [
  '_events', '_writableState', '_maxListeners', 'fd', '_type', '_isStdio', 'destroySoon',
  '_destroy', '_eventsCount', 'isTTY', 'columns', 'rows',
];

class FileReadStream extends Readable {}
class TerminalReadStream extends Socket {}

const hide = (object, methods) => {
  const keys = ReflectOwnKeys(methods);
  for (let i = 0; i < keys.length; i++) defineHidden(object, keys[i], methods[keys[i]]);
};

const readStream = { __proto__: null, value: 'ReadStream', configurable: true };
ObjectDefineProperty(FileReadStream, 'name', readStream);
ObjectDefineProperty(TerminalReadStream, 'name', readStream);

// How a standard input reads: on a thread of its own, one piece after the other. A piece that nobody
// waits for any more doesn't keep the program alive.
function read(stream, isFile) {
  let pending = -1;
  let isRefed = true;
  const hold = () => {
    if (pending !== -1) binding.setRefed(pending, isRefed);
  };
  const arrived = (errno, bytes) => {
    pending = -1;
    if (errno !== 0) {
      const { nameOf } = require('internal/uv');
      stream.destroy(new Error(`${nameOf(-errno)}: read`));
    } else if (bytes === undefined) {
      stream.push(null);
      // A socket ends at once, also while it is paused.
      if (!isFile) stream.read(0);
    } else {
      stream.bytesRead += bytes.length;
      stream.push(bytes);
    }
  };
  const { pause, resume } = stream;
  hide(stream, {
    __proto__: null,
    _read(size) {
      if (pending === -1) pending = binding.readStdin(arrived, size > 65536 ? size : 65536);
      hold();
    },
    // Whoever pauses waits for nothing; but what is read to fill the buffer is waited for.
    pause() {
      FunctionPrototypeCall(pause, this);
      const piece = pending;
      if (piece !== -1) {
        require('process').nextTick(() => {
          if (pending === piece && this.isPaused()) binding.setRefed(piece, false);
        });
      }
      return this;
    },
    resume() {
      FunctionPrototypeCall(resume, this);
      hold();
      return this;
    },
  });
  // Only a socket can be told whether to keep the program alive.
  if (isFile) return;
  binding.holdStdin(true);
  const release = () => {
    isRefed = false;
    binding.holdStdin(false);
    hold();
  };
  hide(stream, {
    __proto__: null,
    ref() {
      isRefed = true;
      binding.holdStdin(true);
      hold();
      return this;
    },
    unref() {
      release();
      return this;
    },
    // It is closed by the loop, after what came before; a piece that is still read isn't waited for.
    _destroy(error, callback) {
      release();
      callback(error);
      const { setImmediate } = internalBinding('globals');
      setImmediate(() => this.emit('close', !!error));
    },
  });
}

const ofTerminal = {
  __proto__: null,
  setRawMode(_mode) {
    const { genericNodeError } = require('internal/errors');
    throw genericNodeError('minijs has no raw mode of terminals', {
      code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    });
  },
};

exports.makeStdin = (kind) => {
  const isFile = kind === 'FILE';
  const isTerminal = kind === 'TTY';
  const isSocket = isTerminal || kind === 'PIPE';
  let stdin;
  if (isFile) {
    stdin = new FileReadStream({ highWaterMark: 65536, autoDestroy: false });
  } else if (isSocket) {
    const Class = isTerminal ? TerminalReadStream : Socket;
    stdin = new Class({
      highWaterMark: isTerminal ? 0 : 65536, autoDestroy: true, emitClose: false,
      writable: false, allowHalfOpen: false, decodeStrings: false,
    });
  } else {
    // Nothing that can be read.
    stdin = new Readable({ read() {} });
    stdin.push(null);
  }
  stdin.fd = 0;
  if (isFile || isSocket) {
    stdin.bytesRead = 0;
    read(stdin, isFile);
  }
  if (isTerminal) {
    hide(stdin, ofTerminal);
    stdin.isTTY = true;
    stdin.isRaw = false;
  }
  return stdin;
};
