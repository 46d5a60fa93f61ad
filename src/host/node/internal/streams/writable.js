// stream.Writable: takes chunks one after the other, keeps the rest and says when it has room.
// https://nodejs.org/api/stream.html#class-streamwritable

const process = require('process');
const { Buffer } = require('buffer');
const errors = () => require('internal/errors');
const { Stream } = require('internal/streams/legacy');
const {
  kAutoDestroy, kCloseEmitted, kClosed, kConstructed, kDestroyed, kEmitClose, kErrorEmitted,
  kErrored, kErroredValue, kObjectMode, kOnConstructed, kState, bitAccessor,
  getDefaultHighWaterMark, getHighWaterMark, nop, valueAccessor,
} = require('internal/streams/utils');
const {
  destroy, errorOrDestroy, finishConstruction, undestroy,
} = require('internal/streams/destroy');

const kSync = 0x200;
const kFinalCalled = 0x400;
const kNeedDrain = 0x800;
const kEnding = 0x1000;
const kFinished = 0x2000;
const kDecodeStrings = 0x4000;
const kWriting = 0x8000;
const kBufferProcessing = 0x10000;
const kPrefinished = 0x20000;
const kAllBuffers = 0x40000;
const kAllNoop = 0x80000;
const kHasOnFinished = 0x100000;
const kHasWritable = 0x200000;
const kWritable = 0x400000;
const kCorked = 0x800000;
const kDefaultUTF8Encoding = 0x1000000;
const kWriteCb = 0x2000000;
const kExpectWriteCb = 0x4000000;
const kAfterWriteTickInfo = 0x8000000;
const kAfterWritePending = 0x10000000;
const kBuffered = 0x20000000;
const kEnded = 0x40000000;

const BufferPrototype = Buffer.prototype;
const kOnFinished = Symbol('kOnFinished');
const kDefaultEncodingValue = Symbol('kDefaultEncodingValue');
const kWriteCbValue = Symbol('kWriteCbValue');
const kAfterWriteTickInfoValue = Symbol('kAfterWriteTickInfoValue');
const kBufferedValue = Symbol('kBufferedValue');

function WritableState(options, stream, isDuplex) {
  let bits = kSync | kConstructed | kEmitClose | kAutoDestroy | kDecodeStrings |
    kAllBuffers | kAllNoop;
  let encoding;
  if (options) {
    if (options.objectMode || (isDuplex && options.writableObjectMode)) bits |= kObjectMode;
    this.highWaterMark =
      getHighWaterMark((bits & kObjectMode) !== 0, options, 'writableHighWaterMark', isDuplex);
    if (options.decodeStrings === false) bits &= ~kDecodeStrings;
    if (options.emitClose === false) bits &= ~kEmitClose;
    if (options.autoDestroy === false) bits &= ~kAutoDestroy;
    encoding = options.defaultEncoding;
  } else {
    this.highWaterMark = getDefaultHighWaterMark(false);
  }
  // Bytes or objects that wait; they are not sent while corked is over 0.
  this.length = 0;
  this.corked = 0;
  this.onwrite = newOnwrite(stream, this);
  // How much _write has now.
  this.writelen = 0;
  this.bufferedIndex = 0;
  // Callbacks that are still to be called before 'finish'.
  this.pendingcb = 0;
  if (encoding == null || encoding === 'utf8' || encoding === 'utf-8') {
    this[kState] = bits | kDefaultUTF8Encoding;
  } else if (Buffer.isEncoding(encoding)) {
    this[kState] = bits;
    this[kDefaultEncodingValue] = encoding;
  } else {
    throw new (errors().codes.ERR_UNKNOWN_ENCODING)(encoding);
  }
  this[kBufferedValue] = null;
}

function resetBuffer(state) {
  state[kBufferedValue] = null;
  state.bufferedIndex = 0;
  state[kState] = (state[kState] | kAllBuffers | kAllNoop) & ~kBuffered;
}

ObjectDefineProperties(WritableState.prototype, {
  objectMode: bitAccessor(kObjectMode),
  finalCalled: bitAccessor(kFinalCalled),
  needDrain: bitAccessor(kNeedDrain),
  // At the beginning of end(), at its end, and when 'finish' is emitted.
  ending: bitAccessor(kEnding),
  ended: bitAccessor(kEnded),
  finished: bitAccessor(kFinished),
  destroyed: bitAccessor(kDestroyed),
  decodeStrings: bitAccessor(kDecodeStrings),
  writing: bitAccessor(kWriting),
  sync: bitAccessor(kSync),
  bufferProcessing: bitAccessor(kBufferProcessing),
  constructed: bitAccessor(kConstructed),
  prefinished: bitAccessor(kPrefinished),
  errorEmitted: bitAccessor(kErrorEmitted),
  emitClose: bitAccessor(kEmitClose),
  autoDestroy: bitAccessor(kAutoDestroy),
  closed: bitAccessor(kClosed),
  closeEmitted: bitAccessor(kCloseEmitted),
  allBuffers: bitAccessor(kAllBuffers),
  allNoop: bitAccessor(kAllNoop),
  errored: valueAccessor(kErrored, kErroredValue),
  writable: {
    __proto__: null,
    enumerable: false,
    get() {
      return (this[kState] & kHasWritable) !== 0 ? (this[kState] & kWritable) !== 0 : undefined;
    },
    set(value) {
      if (value == null) this[kState] &= ~(kHasWritable | kWritable);
      else if (value) this[kState] |= kHasWritable | kWritable;
      else this[kState] = (this[kState] & ~kWritable) | kHasWritable;
    },
  },
  defaultEncoding: {
    __proto__: null,
    enumerable: false,
    get() {
      return (this[kState] & kDefaultUTF8Encoding) !== 0 ? 'utf8' : this[kDefaultEncodingValue];
    },
    set(value) {
      if (value === 'utf8' || value === 'utf-8') {
        this[kState] |= kDefaultUTF8Encoding;
      } else {
        this[kState] &= ~kDefaultUTF8Encoding;
        this[kDefaultEncodingValue] = value;
      }
    },
  },
  writecb: {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & kWriteCb) !== 0 ? this[kWriteCbValue] : nop; },
    set(value) {
      this[kWriteCbValue] = value;
      if (value) this[kState] |= kWriteCb;
      else this[kState] &= ~kWriteCb;
    },
  },
  afterWriteTickInfo: {
    __proto__: null,
    enumerable: false,
    get() {
      return (this[kState] & kAfterWriteTickInfo) !== 0 ? this[kAfterWriteTickInfoValue] : null;
    },
    set(value) {
      this[kAfterWriteTickInfoValue] = value;
      if (value) this[kState] |= kAfterWriteTickInfo;
      else this[kState] &= ~kAfterWriteTickInfo;
    },
  },
  buffered: {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & kBuffered) !== 0 ? this[kBufferedValue] : []; },
    set(value) {
      this[kBufferedValue] = value;
      if (value) this[kState] |= kBuffered;
      else this[kState] &= ~kBuffered;
    },
  },
});

WritableState.prototype.getBuffer = function getBuffer() {
  return (this[kState] & kBuffered) === 0 ? [] :
    ArrayPrototypeSlice(this[kBufferedValue], this.bufferedIndex);
};
ObjectDefineProperty(WritableState.prototype, 'bufferedRequestCount', {
  __proto__: null,
  get() {
    return (this[kState] & kBuffered) === 0 ? 0 : this[kBufferedValue].length - this.bufferedIndex;
  },
});
WritableState.prototype[kOnConstructed] = function onConstructed(stream) {
  if ((this[kState] & kWriting) === 0) clearBuffer(stream, this);
  if ((this[kState] & kEnding) !== 0) finishMaybe(stream, this);
};

function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  this._events ??= {
    close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined,
  };
  this._writableState = new WritableState(options, this, false);
  if (options) {
    if (typeof options.write === 'function') this._write = options.write;
    if (typeof options.writev === 'function') this._writev = options.writev;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.final === 'function') this._final = options.final;
  }
  finishConstruction(this, options, this._writableState);
}
ObjectSetPrototypeOf(Writable.prototype, Stream.prototype);
ObjectSetPrototypeOf(Writable, Stream);
Writable.WritableState = WritableState;

// A Duplex is an instance of Writable, too, though it inherits from Readable.
ObjectDefineProperty(Writable, SymbolHasInstance, {
  __proto__: null,
  value: {
    [SymbolHasInstance](object) {
      if (FunctionPrototypeSymbolHasInstance(this, object)) return true;
      if (this !== Writable) return false;
      return object && object._writableState instanceof WritableState;
    },
  }[SymbolHasInstance],
});

const proto = Writable.prototype;

proto.pipe = function() {
  errorOrDestroy(this, new (errors().codes.ERR_STREAM_CANNOT_PIPE)());
};

// Writing ----------------------------------------------------------------------------------------

// The error of the last write() that had one, for end().
let writeError;

// This runs for each chunk: bits of the state are numbers here, and nothing is called that needn't
// be; the same holds for `onwrite` in newOnwrite and for afterWrite.
proto.write = function(chunk, encoding, cb) {
  if (encoding !== undefined && typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }
  if (typeof cb !== 'function') cb = nop;
  if (chunk === null) throw new (errors().codes.ERR_STREAM_NULL_VALUES)();
  const state = this._writableState;
  const bits = state[kState];
  let len = 1;
  if ((bits & 0x1) === 0) {
    if (!encoding) {
      encoding = (bits & 0x1000000) !== 0 ? 'utf8' : state.defaultEncoding;
    } else if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) {
      throw new (errors().codes.ERR_UNKNOWN_ENCODING)(encoding);
    }
    if (typeof chunk === 'string') {
      if ((bits & 0x4000) !== 0) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      }
    } else if (typeof chunk === 'object' && ObjectGetPrototypeOf(chunk) === BufferPrototype) {
      encoding = 'buffer';
    } else if (ArrayBufferIsView(chunk)) {
      if (!(chunk instanceof Buffer)) chunk = Stream._uint8ArrayToBuffer(chunk);
      encoding = 'buffer';
    } else {
      throw new (errors().codes.ERR_INVALID_ARG_TYPE)(
        'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
    len = chunk.length;
  }
  if ((bits & 0x1010) !== 0) {
    const err = (bits & 0x1000) !== 0 ? new (errors().codes.ERR_STREAM_WRITE_AFTER_END)() :
      new (errors().codes.ERR_STREAM_DESTROYED)('write');
    process.nextTick(cb, err);
    errorOrDestroy(this, err, true);
    writeError = err;
    return false;
  }

  state.pendingcb++;
  state.length += len;
  if ((bits & 0x808180) !== 0x100) {
    if ((bits & 0x20000000) === 0) {
      state[kState] |= 0x20000000;
      state[kBufferedValue] = [];
    }
    ArrayPrototypePush(state[kBufferedValue], { chunk, encoding, callback: cb });
    if (encoding !== 'buffer') state[kState] &= ~0x40000;
    if (cb !== nop) state[kState] &= ~0x80000;
  } else {
    state.writelen = len;
    if (cb !== nop) {
      state[kWriteCbValue] = cb;
      state[kState] = bits | 0x6008200;
    } else {
      state[kState] = bits | 0x4008200;
    }
    this._write(chunk, encoding, state.onwrite);
    state[kState] &= ~0x200;
  }
  // After the write: one that was done at once leaves room.
  if (state.length < state.highWaterMark || state.length === 0) {
    return (state[kState] & 0x90) === 0;
  }
  state[kState] |= 0x800;
  return false;
};

proto.cork = function() {
  const state = this._writableState;
  state[kState] |= kCorked;
  state.corked++;
};

proto.uncork = function() {
  const state = this._writableState;
  if (!state.corked) return;
  state.corked--;
  if (!state.corked) state[kState] &= ~kCorked;
  if ((state[kState] & kWriting) === 0) clearBuffer(this, state);
};

proto.setDefaultEncoding = function setDefaultEncoding(encoding) {
  if (typeof encoding === 'string') encoding = StringPrototypeToLowerCase(encoding);
  if (!Buffer.isEncoding(encoding)) throw new (errors().codes.ERR_UNKNOWN_ENCODING)(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

function doWrite(stream, state, writev, len, chunk, encoding, cb) {
  state.writelen = len;
  let bits = state[kState] | 0x4008200;
  if (cb !== nop) {
    state[kWriteCbValue] = cb;
    bits |= 0x2000000;
  }
  state[kState] = bits;
  if ((bits & 0x10) !== 0) state.onwrite(new (errors().codes.ERR_STREAM_DESTROYED)('write'));
  else if (writev) stream._writev(chunk, state.onwrite);
  else stream._write(chunk, encoding, state.onwrite);
  state[kState] &= ~0x200;
}

function onwriteError(stream, state, er, cb) {
  --state.pendingcb;
  cb(er);
  // What waits will never be written.
  errorBuffer(state);
  errorOrDestroy(stream, er);
}

// The callback of _write.
function newOnwrite(stream, state) {
  return (er) => {
    const bits = state[kState];
    if ((bits & 0x4000000) === 0) {
      errorOrDestroy(stream, new (errors().codes.ERR_MULTIPLE_CALLBACK)());
      return;
    }
    let cb = nop;
    if ((bits & 0x2000000) !== 0) {
      cb = state[kWriteCbValue];
      state[kWriteCbValue] = null;
    }
    state[kState] = bits & ~0x6008000;
    state.length -= state.writelen;
    state.writelen = 0;

    if (er) {
      if ((bits & 0x80) === 0) state.errored = er;
      // Both halves know it.
      const r = stream._readableState;
      if (r && !r.errored) r.errored = er;
      if ((bits & 0x200) !== 0) process.nextTick(onwriteError, stream, state, er, cb);
      else onwriteError(stream, state, er, cb);
      return;
    }

    if ((bits & 0x20000000) !== 0) clearBuffer(stream, state);
    if ((bits & 0x200) === 0) {
      afterWrite(stream, state, 1, cb);
      return;
    }
    const needDrain = (state[kState] & 0x800) !== 0 && state.length === 0;
    if (cb === nop) {
      if ((state[kState] & 0x10000000) === 0 && (needDrain || (bits & 0x1) !== 0)) {
        process.nextTick(afterWrite, stream, state, 1, cb);
        state[kState] |= 0x10000000;
      } else {
        state.pendingcb--;
        if ((state[kState] & 0x1000) !== 0) finishMaybe(stream, state, true);
      }
    } else if ((state[kState] & 0x8000000) !== 0 &&
        state[kAfterWriteTickInfoValue].cb === cb) {
      // The same callback as before, mostly: one tick counts for many.
      state[kAfterWriteTickInfoValue].count++;
    } else {
      const info = { count: 1, cb, stream, state };
      state[kAfterWriteTickInfoValue] = info;
      process.nextTick(afterWriteTick, info);
      state[kState] |= 0x18000000;
    }
  };
}

function afterWriteTick({ stream, state, count, cb }) {
  state[kState] &= ~0x8000000;
  state[kAfterWriteTickInfoValue] = null;
  return afterWrite(stream, state, count, cb);
}

function afterWrite(stream, state, count, cb) {
  const bits = state[kState] &= ~0x10000000;
  if ((bits & 0x1810) === 0x800 && state.length === 0) {
    state[kState] &= ~0x800;
    stream.emit('drain');
  }
  while (count-- > 0) {
    state.pendingcb--;
    cb(null);
  }
  if ((state[kState] & 0x10) !== 0) errorBuffer(state);
  if ((state[kState] & 0x1000) !== 0) finishMaybe(stream, state, true);
}

// Fails all that waits.
function errorBuffer(state) {
  if ((state[kState] & kWriting) !== 0) return;
  if ((state[kState] & kBuffered) !== 0) {
    const list = state[kBufferedValue];
    for (let n = state.bufferedIndex; n < list.length; n++) {
      const { chunk, callback } = list[n];
      state.length -= (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
      callback(state.errored ?? new (errors().codes.ERR_STREAM_DESTROYED)('write'));
    }
  }
  callFinishedCallbacks(state, state.errored ?? new (errors().codes.ERR_STREAM_DESTROYED)('end'));
  resetBuffer(state);
}

// Sends what waits, all at once if there is _writev.
function clearBuffer(stream, state) {
  if ((state[kState] & 0x20810110) !==
      0x20000100) {
    return;
  }
  const objectMode = (state[kState] & 0x1) !== 0;
  const buffered = state[kBufferedValue];
  let i = state.bufferedIndex;
  const count = buffered.length - i;
  if (!count) return;
  state[kState] |= 0x10000;
  if (count > 1 && stream._writev) {
    state.pendingcb -= count - 1;
    const allNoop = (state[kState] & 0x80000) !== 0;
    const callback = allNoop ? nop : (err) => {
      for (let n = i; n < buffered.length; n++) buffered[n].callback(err);
    };
    const chunks = allNoop && i === 0 ? buffered : ArrayPrototypeSlice(buffered, i);
    chunks.allBuffers = (state[kState] & 0x40000) !== 0;
    doWrite(stream, state, true, state.length, chunks, '', callback);
    resetBuffer(state);
  } else {
    do {
      const { chunk, encoding, callback } = buffered[i];
      buffered[i++] = null;
      doWrite(stream, state, false, objectMode ? 1 : chunk.length, chunk, encoding, callback);
    } while (i < buffered.length && (state[kState] & 0x8000) === 0);
    if (i === buffered.length) {
      resetBuffer(state);
    } else if (i > 256) {
      ArrayPrototypeSplice(buffered, 0, i);
      state.bufferedIndex = 0;
    } else {
      state.bufferedIndex = i;
    }
  }
  state[kState] &= ~0x10000;
}

proto._write = function(chunk, encoding, cb) {
  if (!this._writev) throw new (errors().codes.ERR_METHOD_NOT_IMPLEMENTED)('_write()');
  this._writev([{ chunk, encoding }], cb);
};
proto._writev = null;

// The end ----------------------------------------------------------------------------------------

proto.end = function(chunk, encoding, cb) {
  const state = this._writableState;
  if (typeof chunk === 'function') {
    cb = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }
  let err;
  if (chunk !== null && chunk !== undefined) {
    writeError = undefined;
    FunctionPrototypeCall(proto.write, this, chunk, encoding);
    err = writeError;
  }
  if ((state[kState] & kCorked) !== 0) {
    state.corked = 1;
    this.uncork();
  }
  if (!err) {
    if ((state[kState] & (kErrored | kEnding)) === 0) {
      // A second end() is no error as such: only its callback learns of it.
      state[kState] |= kEnding;
      finishMaybe(this, state, true);
      state[kState] |= kEnded;
    } else if ((state[kState] & kFinished) !== 0) {
      err = new (errors().codes.ERR_STREAM_ALREADY_FINISHED)('end');
    } else if ((state[kState] & kDestroyed) !== 0) {
      err = new (errors().codes.ERR_STREAM_DESTROYED)('end');
    }
  }
  if (typeof cb === 'function') {
    if (err) {
      process.nextTick(cb, err);
    } else if ((state[kState] & kErrored) !== 0) {
      process.nextTick(cb, state[kErroredValue]);
    } else if ((state[kState] & kFinished) !== 0) {
      process.nextTick(cb, null);
    } else {
      state[kState] |= kHasOnFinished;
      state[kOnFinished] ??= [];
      ArrayPrototypePush(state[kOnFinished], cb);
    }
  }
  return this;
};

function needFinish(state) {
  return (state[kState] & 0x2000b1d2) === 0x1100 &&
    state.length === 0;
}

function callFinal(stream, state) {
  let called = false;
  function onFinish(err) {
    if (called) {
      errorOrDestroy(stream, err ?? new (errors().codes.ERR_MULTIPLE_CALLBACK)());
      return;
    }
    called = true;
    state.pendingcb--;
    if (err) {
      callFinishedCallbacks(state, err);
      errorOrDestroy(stream, err, (state[kState] & kSync) !== 0);
    } else if (needFinish(state)) {
      state[kState] |= kPrefinished;
      stream.emit('prefinish');
      // Not at once: _final may be a stream's own end.
      state.pendingcb++;
      process.nextTick(finish, stream, state);
    }
  }
  state[kState] |= kSync;
  state.pendingcb++;
  try {
    stream._final(onFinish);
  } catch (err) {
    onFinish(err);
  }
  state[kState] &= ~kSync;
}

function prefinish(stream, state) {
  if ((state[kState] & (kPrefinished | kFinalCalled)) !== 0) return;
  state[kState] |= kFinalCalled;
  if (typeof stream._final === 'function' && (state[kState] & kDestroyed) === 0) {
    callFinal(stream, state);
  } else {
    state[kState] |= kPrefinished;
    stream.emit('prefinish');
  }
}

function finishMaybe(stream, state, sync) {
  if (!needFinish(state)) return;
  prefinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (sync) {
    state.pendingcb++;
    process.nextTick(finishNT, stream, state);
  } else if (needFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishNT(stream, state) {
  if (needFinish(state)) finish(stream, state);
  else state.pendingcb--;
}

function finish(stream, state) {
  state.pendingcb--;
  state[kState] |= kFinished;
  callFinishedCallbacks(state, null);
  stream.emit('finish');
  if ((state[kState] & kAutoDestroy) !== 0) {
    const r = stream._readableState;
    if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) stream.destroy();
  }
}

function callFinishedCallbacks(state, err) {
  if ((state[kState] & kHasOnFinished) === 0) return;
  const list = state[kOnFinished];
  state[kOnFinished] = null;
  state[kState] &= ~kHasOnFinished;
  for (let i = 0; i < list.length; i++) list[i](err);
}

// Properties -------------------------------------------------------------------------------------

ObjectDefineProperties(proto, {
  closed: { __proto__: null,
    get() { return this._writableState ? this._writableState.closed : false; } },
  destroyed: {
    __proto__: null,
    get() { return this._writableState ? this._writableState.destroyed : false; },
    set(value) { if (this._writableState) this._writableState.destroyed = value; },
  },
  writable: {
    __proto__: null,
    get() {
      const w = this._writableState;
      // It may have been set to false, or the other half has failed.
      return !!w && w.writable !== false && !w.destroyed && !w.errored && !w.ending && !w.ended;
    },
    set(val) { if (this._writableState) this._writableState.writable = !!val; },
  },
  writableFinished: { __proto__: null,
    get() { return this._writableState ? this._writableState.finished : false; } },
  writableObjectMode: { __proto__: null,
    get() { return this._writableState ? this._writableState.objectMode : false; } },
  writableBuffer: { __proto__: null,
    get() { return this._writableState?.getBuffer(); } },
  writableEnded: { __proto__: null,
    get() { return this._writableState ? this._writableState.ending : false; } },
  writableNeedDrain: { __proto__: null, get() {
    const w = this._writableState;
    return w ? (w[kState] & (kDestroyed | kEnding | kNeedDrain)) === kNeedDrain : false;
  } },
  writableHighWaterMark: { __proto__: null,
    get() { return this._writableState?.highWaterMark; } },
  writableCorked: { __proto__: null,
    get() { return this._writableState ? this._writableState.corked : 0; } },
  writableLength: { __proto__: null,
    get() { return this._writableState?.length; } },
  errored: { __proto__: null, enumerable: false,
    get() { return this._writableState ? this._writableState.errored : null; } },
  writableAborted: { __proto__: null, enumerable: false, get() {
    const w = this._writableState;
    return !!(w.writable !== false && (w.destroyed || w.errored) && !w.finished);
  } },
});

proto.destroy = function(err, cb) {
  const state = this._writableState;
  if ((state[kState] & (kBuffered | kHasOnFinished)) !== 0 && (state[kState] & kDestroyed) === 0) {
    process.nextTick(errorBuffer, state);
  }
  FunctionPrototypeCall(destroy, this, err, cb);
  return this;
};
proto._undestroy = undestroy;
proto._destroy = function(err, cb) {
  cb(err);
};
proto[SymbolFor('nodejs.rejection')] = function(err) {
  this.destroy(err);
};

Writable.fromWeb = function(writableStream, options) {
  return require('internal/webstreams/adapters')
    .newStreamWritableFromWritableStream(writableStream, options);
};
Writable.toWeb = function(streamWritable) {
  return require('internal/webstreams/adapters')
    .newWritableStreamFromStreamWritable(streamWritable);
};

proto[SymbolAsyncDispose] = async function() {
  let error;
  if (!this.destroyed) {
    error = this.writableFinished ? null : new (errors().AbortError)();
    this.destroy(error);
  }
  const { eos } = require('internal/streams/end-of-stream');
  await new Promise((resolve, reject) => {
    eos(this, (err) => (err && err.name !== 'AbortError' ? reject(err) : resolve(null)));
  });
};

module.exports = { Writable, WritableState };
