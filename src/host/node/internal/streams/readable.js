// stream.Readable: a buffer of chunks that is read in paused mode or flows to listeners.
// https://nodejs.org/api/stream.html#class-streamreadable

const process = require('process');
const { Buffer } = require('buffer');
const errors = () => require('internal/errors');
const { Stream } = require('internal/streams/legacy');
const {
  kAutoDestroy, kCloseEmitted, kClosed, kConstructed, kDestroyed, kEmitClose, kErrorEmitted,
  kErrored, kErroredValue, kObjectMode, kOnConstructed, kState, bitAccessor,
  getDefaultHighWaterMark, getHighWaterMark, valueAccessor,
} = require('internal/streams/utils');
const {
  destroy, destroyer, errorOrDestroy, finishConstruction, undestroy,
} = require('internal/streams/destroy');

function pushedAfterEnd(stream) {
  errorOrDestroy(stream, new (errors().codes.ERR_STREAM_PUSH_AFTER_EOF)());
}

const kEnded = 0x200;
const kEndEmitted = 0x400;
const kReading = 0x800;
const kSync = 0x1000;
const kNeedReadable = 0x2000;
const kEmittedReadable = 0x4000;
const kReadableListening = 0x8000;
const kResumeScheduled = 0x10000;
const kMultiAwaitDrain = 0x20000;
const kReadingMore = 0x40000;
const kDataEmitted = 0x80000;
const kDefaultUTF8Encoding = 0x100000;
const kDecoder = 0x200000;
const kEncoding = 0x400000;
const kHasFlowing = 0x800000;
const kFlowing = 0x1000000;
const kHasPaused = 0x2000000;
const kPaused = 0x4000000;
const kDataListening = 0x8000000;
const kEndScheduled = 0x10000000;

const kDefaultEncodingValue = Symbol('kDefaultEncodingValue');
const kDecoderValue = Symbol('kDecoderValue');
const kEncodingValue = Symbol('kEncodingValue');

const BufferPrototype = Buffer.prototype;
const kMaxHighWaterMark = 0x40000000;

function ReadableState(options, stream, isDuplex) {
  let bits = kEmitClose | kAutoDestroy | kConstructed | kSync;
  let encoding;
  if (options) {
    if (options.objectMode || (isDuplex && options.readableObjectMode)) bits |= kObjectMode;
    this.highWaterMark =
      getHighWaterMark((bits & kObjectMode) !== 0, options, 'readableHighWaterMark', isDuplex);
    if (options.emitClose === false) bits &= ~kEmitClose;
    if (options.autoDestroy === false) bits &= ~kAutoDestroy;
    encoding = options.defaultEncoding;
  } else {
    this.highWaterMark = getDefaultHighWaterMark(false);
  }
  this.buffer = [];
  this.bufferIndex = 0;
  this.length = 0;
  this.pipes = [];
  // The writers, one or a set of them, that have to drain before it flows on.
  this.awaitDrainWriters = null;
  if (encoding == null || encoding === 'utf8' || encoding === 'utf-8') {
    this[kState] = bits | kDefaultUTF8Encoding;
  } else if (Buffer.isEncoding(encoding)) {
    this[kState] = bits;
    this.defaultEncoding = encoding;
  } else {
    throw new (errors().codes.ERR_UNKNOWN_ENCODING)(encoding);
  }
  if (options?.encoding) {
    const { StringDecoder } = require('string_decoder');
    this.decoder = new StringDecoder(options.encoding);
    this.encoding = options.encoding;
  }
}

ReadableState.prototype[kOnConstructed] = function onConstructed(stream) {
  if ((this[kState] & kNeedReadable) !== 0) maybeReadMore(stream, this);
};

ObjectDefineProperties(ReadableState.prototype, {
  objectMode: bitAccessor(kObjectMode),
  ended: bitAccessor(kEnded),
  endEmitted: bitAccessor(kEndEmitted),
  reading: bitAccessor(kReading),
  constructed: bitAccessor(kConstructed),
  // Whether _read calls back before it returns: then 'readable' waits for a tick.
  sync: bitAccessor(kSync),
  needReadable: bitAccessor(kNeedReadable),
  emittedReadable: bitAccessor(kEmittedReadable),
  readableListening: bitAccessor(kReadableListening),
  resumeScheduled: bitAccessor(kResumeScheduled),
  errorEmitted: bitAccessor(kErrorEmitted),
  emitClose: bitAccessor(kEmitClose),
  autoDestroy: bitAccessor(kAutoDestroy),
  destroyed: bitAccessor(kDestroyed),
  closed: bitAccessor(kClosed),
  closeEmitted: bitAccessor(kCloseEmitted),
  multiAwaitDrain: bitAccessor(kMultiAwaitDrain),
  readingMore: bitAccessor(kReadingMore),
  dataEmitted: bitAccessor(kDataEmitted),
  errored: valueAccessor(kErrored, kErroredValue),
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
  decoder: valueAccessor(kDecoder, kDecoderValue),
  encoding: valueAccessor(kEncoding, kEncodingValue),
  // null as long as nobody has asked for data or has paused it.
  flowing: {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & kHasFlowing) !== 0 ? (this[kState] & kFlowing) !== 0 : null; },
    set(value) {
      if (value == null) this[kState] &= ~(kHasFlowing | kFlowing);
      else if (value) this[kState] |= kHasFlowing | kFlowing;
      else this[kState] = (this[kState] & ~kFlowing) | kHasFlowing;
    },
  },
});
ObjectDefineProperties(ReadableState.prototype, {
  pipesCount: { __proto__: null, get() { return this.pipes.length; } },
  paused: {
    __proto__: null,
    get() { return (this[kState] & kHasPaused) !== 0 ? (this[kState] & kPaused) !== 0 : null; },
    set(value) {
      if (value == null) this[kState] &= ~(kHasPaused | kPaused);
      else if (value) this[kState] |= kHasPaused | kPaused;
      else this[kState] = (this[kState] & ~kPaused) | kHasPaused;
    },
  },
});

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  // The slots of the usual events are made ahead, so that their order is always the same.
  this._events ??= {
    close: undefined, error: undefined, data: undefined, end: undefined, readable: undefined,
  };
  this._readableState = new ReadableState(options, this, false);
  if (options) {
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
  }
  finishConstruction(this, options, this._readableState);
}
ObjectSetPrototypeOf(Readable.prototype, Stream.prototype);
ObjectSetPrototypeOf(Readable, Stream);
Readable.ReadableState = ReadableState;

const proto = Readable.prototype;

proto.destroy = destroy;
proto._undestroy = undestroy;
proto._destroy = function(err, cb) {
  cb(err);
};

// Adding chunks ----------------------------------------------------------------------------------

// What runs for each chunk has the bits of the state as numbers, and calls little.
proto.push = function(chunk, encoding) {
  const state = this._readableState;
  let bits = state[kState];
  if ((bits & 0x1) === 0) return pushBytes(this, state, chunk, encoding);
  if (chunk === null) {
    state[kState] = bits & ~0x800;
    onEofChunk(this, state);
    return false;
  }
  if ((bits & 0x290) !== 0) {
    if ((bits & 0x200) !== 0) pushedAfterEnd(this);
    return false;
  }
  bits &= ~0x800;
  if ((bits & 0x200000) !== 0 && !encoding) {
    state[kState] = bits;
    chunk = state[kDecoderValue].write(chunk);
  }
  // As in addChunk.
  const { length } = state;
  if (length === 0 && (bits & 0x9001000) === 0x9000000) {
    if ((bits & 0x20000) !== 0) SetPrototypeClear(state.awaitDrainWriters);
    else state.awaitDrainWriters = null;
    state[kState] = bits | 0x80000;
    this.emit('data', chunk);
  } else {
    state[kState] = bits;
    state.length = length + 1;
    ArrayPrototypePush(state.buffer, chunk);
    if ((bits & 0x2000) !== 0) emitReadable(this);
  }
  bits = state[kState];
  if ((bits & 0x40900) === 0x100) {
    state[kState] = bits | 0x40000;
    process.nextTick(maybeReadMoreNT, this, state);
  }
  return (bits & 0x200) === 0 && (state.length < state.highWaterMark || state.length === 0);
};

// A chunk that isn't a string as a Buffer; undefined, and the stream has failed, if it can't be.
function toBuffer(stream, chunk) {
  if (chunk instanceof Buffer) return chunk;
  if (ArrayBufferIsView(chunk)) return Stream._uint8ArrayToBuffer(chunk);
  errorOrDestroy(stream, new (errors().codes.ERR_INVALID_ARG_TYPE)(
    'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk));
}

function pushBytes(stream, state, chunk, encoding) {
  let bits = state[kState];
  if (chunk === null) {
    state[kState] = bits & ~0x800;
    onEofChunk(stream, state);
    return false;
  }
  if (typeof chunk === 'object' && ObjectGetPrototypeOf(chunk) === BufferPrototype) {
    encoding = '';
  } else if (typeof chunk === 'string') {
    encoding ||= state.defaultEncoding;
    if (state.encoding !== encoding) {
      // The decoder, if there's one, gets its bytes.
      chunk = Buffer.from(chunk, encoding);
      encoding = '';
    }
  } else {
    encoding = '';
    if (chunk !== undefined) {
      chunk = toBuffer(stream, chunk);
      if (chunk === undefined) return false;
    }
  }
  bits = state[kState];
  if (chunk && chunk.length > 0) {
    if ((bits & 0x290) !== 0) {
      if ((bits & 0x200) !== 0) pushedAfterEnd(stream);
      return false;
    }
    state[kState] = bits & ~0x800;
    if ((bits & 0x200000) !== 0 && !encoding) chunk = state[kDecoderValue].write(chunk);
    if (chunk.length !== 0) addChunk(stream, state, chunk, false);
    else maybeReadMore(stream, state);
  } else {
    state[kState] = bits & ~0x800;
    maybeReadMore(stream, state);
  }
  return (state[kState] & 0x200) === 0 &&
    (state.length < state.highWaterMark || state.length === 0);
}

// Puts something back in front, as a parser does that has taken too much.
proto.unshift = function(chunk, encoding) {
  const state = this._readableState;
  if (chunk === null) {
    state[kState] &= ~kReading;
    onEofChunk(this, state);
    return false;
  }
  if ((state[kState] & kObjectMode) === 0) {
    if (typeof chunk === 'string') {
      encoding ||= state.defaultEncoding;
      if (state.encoding !== encoding) {
        chunk = Buffer.from(chunk, encoding);
        if (state.encoding) chunk = chunk.toString(state.encoding);
      }
    } else if (chunk !== undefined) {
      chunk = toBuffer(this, chunk);
      if (chunk === undefined) return false;
    }
    if (!chunk || chunk.length <= 0) return canPushMore(state);
  }
  if ((state[kState] & kEndEmitted) !== 0) {
    errorOrDestroy(this, new (errors().codes.ERR_STREAM_UNSHIFT_AFTER_END_EVENT)());
  } else if ((state[kState] & (kDestroyed | kErrored)) !== 0) {
    return false;
  } else {
    addChunk(this, state, chunk, true);
  }
  return canPushMore(state);
};

function canPushMore(state) {
  return (state[kState] & 0x200) === 0 &&
    (state.length < state.highWaterMark || state.length === 0);
}

function addChunk(stream, state, chunk, inFront) {
  const bits = state[kState];
  if ((bits & 0x9001000) === 0x9000000 &&
      state.length === 0) {
    // It flows and nothing waits before it: it need not go through the buffer.
    if ((bits & 0x20000) !== 0) SetPrototypeClear(state.awaitDrainWriters);
    else state.awaitDrainWriters = null;
    state[kState] = bits | 0x80000;
    stream.emit('data', chunk);
  } else {
    state.length += (bits & 0x1) !== 0 ? 1 : chunk.length;
    if (!inFront) ArrayPrototypePush(state.buffer, chunk);
    else if (state.bufferIndex > 0) state.buffer[--state.bufferIndex] = chunk;
    else ArrayPrototypeUnshift(state.buffer, chunk);
    if ((bits & 0x2000) !== 0) emitReadable(stream);
  }
  const now = state[kState];
  if ((now & 0x40900) === 0x100) {
    state[kState] = now | 0x40000;
    process.nextTick(maybeReadMoreNT, stream, state);
  }
}

proto.isPaused = function() {
  const bits = this._readableState[kState];
  return (bits & kPaused) !== 0 || (bits & (kHasFlowing | kFlowing)) === kHasFlowing;
};

proto.setEncoding = function(enc) {
  const { StringDecoder } = require('string_decoder');
  const decoder = new StringDecoder(enc);
  const state = this._readableState;
  state.decoder = decoder;
  state.encoding = decoder.encoding;
  // What waits already is decoded, too.
  let content = '';
  for (let i = state.bufferIndex; i < state.buffer.length; i++) {
    content += decoder.write(state.buffer[i]);
  }
  if ((state[kState] & kEnded) !== 0) content += decoder.end();
  state.buffer.length = 0;
  state.bufferIndex = 0;
  if (content !== '') ArrayPrototypePush(state.buffer, content);
  state.length = content.length;
  return this;
};

// Reading ----------------------------------------------------------------------------------------

// The next power of two, so that the size doesn't grow by small steps.
function roundUpHighWaterMark(n) {
  if (n > kMaxHighWaterMark) throw new (errors().codes.ERR_OUT_OF_RANGE)('size', '<= 1GiB', n);
  n--;
  n |= n >>> 1;
  n |= n >>> 2;
  n |= n >>> 4;
  n |= n >>> 8;
  n |= n >>> 16;
  return n + 1;
}

function howMuchToRead(n, state) {
  if (n <= 0 || (state.length === 0 && (state[kState] & 0x200) !== 0)) return 0;
  if ((state[kState] & 0x1) !== 0) return 1;
  if (n !== n) {
    // No size given: a chunk at a time if it flows, all otherwise.
    if ((state[kState] & 0x1000000) !== 0 && state.length) {
      return state.buffer[state.bufferIndex].length;
    }
    return state.length;
  }
  if (n <= state.length) return n;
  return (state[kState] & 0x200) !== 0 ? state.length : 0;
}

proto.read = function(n) {
  if (n === undefined) n = NaN;
  else if (!NumberIsInteger(n)) n = NumberParseInt(n, 10);
  const state = this._readableState;
  const nOrig = n;
  if (n > state.highWaterMark) state.highWaterMark = roundUpHighWaterMark(n);
  if (n !== 0) state[kState] &= ~0x4000;

  let bits = state[kState];
  let length = state.length;
  // read(0) is a request to fill the buffer; one that is full says so again.
  if (n === 0 && (bits & 0x2000) !== 0 && ((bits & 0x200) !== 0 ||
      (state.highWaterMark !== 0 ? length >= state.highWaterMark : length > 0))) {
    if (length === 0 && (bits & 0x200) !== 0) endReadable(this);
    else emitReadable(this);
    return null;
  }

  if ((bits & 0x1) !== 0) n = n <= 0 || (length === 0 && (bits & 0x200) !== 0) ? 0 : 1;
  else if (length === 0 && n !== n) n = 0;
  else n = howMuchToRead(n, state);
  if (n === 0 && (bits & 0x200) !== 0) {
    if (length === 0) endReadable(this);
    return null;
  }

  if ((bits & 0xb90) === 0x100 &&
      ((bits & 0x2000) !== 0 || length === 0 || length - n < state.highWaterMark)) {
    bits |= 0x1800;
    if (length === 0) bits |= 0x2000;
    state[kState] = bits;
    try {
      this._read(state.highWaterMark);
    } catch (err) {
      errorOrDestroy(this, err);
    }
    bits = state[kState] &= ~0x1000;
    // What was pushed at once may be returned at once.
    if ((bits & 0x800) === 0) {
      if ((bits & 0x1) !== 0) {
        n = nOrig <= 0 ? 0 : 1;
      } else if (nOrig !== nOrig && state.length !== 0) {
        n = (bits & 0x1000000) !== 0 ? state.buffer[state.bufferIndex].length : state.length;
      } else {
        n = howMuchToRead(nOrig, state);
      }
    }
  }

  let ret = null;
  if (n > 0) {
    const idx = state.bufferIndex;
    const { buffer } = state;
    if (idx >= 1024 || ((bits & 0x1) === 0 &&
        ((bits & 0x200000) !== 0 || state.length === 0 || n !== buffer[idx].length))) {
      ret = fromList(n, state);
    } else if (state.length !== 0) {
      // The next object, or all of the next chunk.
      ret = buffer[idx];
      if (idx + 1 === buffer.length) {
        buffer.length = 0;
        state.bufferIndex = 0;
      } else {
        buffer[idx] = null;
        state.bufferIndex = idx + 1;
      }
    }
  }
  bits = state[kState];
  length = state.length;
  if (ret === null) {
    if (length <= state.highWaterMark) bits |= 0x2000;
    n = 0;
  } else {
    length -= n;
    state.length = length;
    if ((bits & 0x20000) !== 0) SetPrototypeClear(state.awaitDrainWriters);
    else state.awaitDrainWriters = null;
  }
  if (length === 0) {
    if ((bits & 0x200) === 0) bits |= 0x2000;
    else if (nOrig !== n) {
      state[kState] = bits;
      endReadable(this);
      bits = state[kState];
    }
  }
  if (ret !== null && (bits & 0x42) === 0) {
    state[kState] = bits | 0x80000;
    this.emit('data', ret);
  } else {
    state[kState] = bits;
  }
  return ret;
};

proto._read = function(n) {
  throw new (errors().codes.ERR_METHOD_NOT_IMPLEMENTED)('_read()');
};

// Takes n bytes, characters or (always one) objects off the buffer; all of it if n is 0.
function fromList(n, state) {
  if (state.length === 0) return null;
  const buf = state.buffer;
  const len = buf.length;
  let idx = state.bufferIndex;
  let ret;
  if ((state[kState] & 0x1) !== 0) {
    ret = buf[idx];
    buf[idx++] = null;
  } else if (len - idx === 1 && (!n || n >= state.length)) {
    ret = buf[idx++];
    // Bytes that were put back in front of decoded text.
    if ((state[kState] & 0x200000) !== 0 && typeof ret !== 'string') ret = `${ret}`;
  } else if (n && n < buf[idx].length) {
    ret = buf[idx].slice(0, n);
    buf[idx] = buf[idx].slice(n);
  } else if (n === buf[idx].length) {
    ret = buf[idx];
    buf[idx++] = null;
  } else {
    let left = !n || n >= state.length ? state.length : n;
    const text = (state[kState] & 0x200000) !== 0;
    ret = text ? '' : Buffer.allocUnsafe(left);
    let at = 0;
    while (left > 0) {
      let part = buf[idx];
      if (part.length > left) {
        buf[idx] = part.slice(left);
        part = part.slice(0, left);
      } else {
        buf[idx++] = null;
      }
      if (text) ret += part;
      else TypedArrayPrototypeSet(ret, part, at);
      at += part.length;
      left -= part.length;
    }
  }
  if (idx === len) {
    buf.length = 0;
    state.bufferIndex = 0;
  } else if (idx > 1024) {
    ArrayPrototypeSplice(buf, 0, idx);
    state.bufferIndex = 0;
  } else {
    state.bufferIndex = idx;
  }
  return ret;
}
Readable._fromList = fromList;

function onEofChunk(stream, state) {
  if ((state[kState] & kEnded) !== 0) return;
  if ((state[kState] & kDecoder) !== 0) {
    const rest = state[kDecoderValue].end();
    if (rest && rest.length) {
      ArrayPrototypePush(state.buffer, rest);
      state.length += (state[kState] & kObjectMode) !== 0 ? 1 : rest.length;
    }
  }
  state[kState] |= kEnded;
  if ((state[kState] & kSync) !== 0) {
    emitReadable(stream);
  } else {
    // Nothing more comes: 'readable' need not wait for a tick.
    state[kState] = (state[kState] & ~kNeedReadable) | kEmittedReadable;
    emitReadableNT(stream);
  }
}

// Announces 'readable' for the next tick, once.
function emitReadable(stream) {
  const state = stream._readableState;
  const bits = state[kState] & ~0x2000;
  if ((bits & 0x4000) === 0) {
    state[kState] = bits | 0x4000;
    process.nextTick(emitReadableNT, stream);
  } else {
    state[kState] = bits;
  }
}

function emitReadableNT(stream) {
  const state = stream._readableState;
  if ((state[kState] & 0x90) === 0 &&
      (state.length || (state[kState] & 0x200) !== 0)) {
    stream.emit('readable');
    state[kState] &= ~0x4000;
  }
  if ((state[kState] & 0x1000200) === 0 && state.length <= state.highWaterMark) {
    state[kState] |= 0x2000;
  }
  flow(stream);
}

// Reads ahead in a later tick until the buffer is full.
function maybeReadMore(stream, state) {
  if ((state[kState] & 0x40900) === 0x100) {
    state[kState] |= 0x40000;
    process.nextTick(maybeReadMoreNT, stream, state);
  }
}

function maybeReadMoreNT(stream, state) {
  while ((state[kState] & 0xa00) === 0 &&
      (state.length < state.highWaterMark ||
        ((state[kState] & 0x1000000) !== 0 && state.length === 0))) {
    const len = state.length;
    stream.read(0);
    if (len === state.length) break; // It gave nothing now.
  }
  state[kState] &= ~0x40000;
}

// Pipes ------------------------------------------------------------------------------------------

proto.pipe = function(dest, pipeOpts) {
  return require('internal/streams/pipe')(this, dest, pipeOpts);
};

proto.unpipe = function(dest) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  if (!dest) {
    const dests = state.pipes;
    state.pipes = [];
    this.pause();
    for (let i = 0; i < dests.length; i++) dests[i].emit('unpipe', this, { hasUnpiped: false });
    return this;
  }
  const index = ArrayPrototypeIndexOf(state.pipes, dest);
  if (index === -1) return this;
  ArrayPrototypeSplice(state.pipes, index, 1);
  if (state.pipes.length === 0) this.pause();
  dest.emit('unpipe', this, { hasUnpiped: false });
  return this;
};

// Listeners and flow -----------------------------------------------------------------------------

proto.on = function(ev, fn) {
  const res = FunctionPrototypeCall(Stream.prototype.on, this, ev, fn);
  const state = this._readableState;
  if (ev === 'data') {
    state[kState] |= kDataListening;
    // A listener of 'readable' keeps it from flowing.
    if (this.listenerCount('readable') > 0) state[kState] |= kReadableListening;
    if ((state[kState] & (kHasFlowing | kFlowing)) !== kHasFlowing) this.resume();
  } else if (ev === 'readable') {
    if ((state[kState] & (kEndEmitted | kReadableListening)) === 0) {
      state[kState] = (state[kState] & ~(kFlowing | kEmittedReadable)) |
        kReadableListening | kNeedReadable | kHasFlowing;
      if (state.length) emitReadable(this);
      else if ((state[kState] & kReading) === 0) process.nextTick(nReadingNextTick, this);
    }
  }
  return res;
};
proto.addListener = proto.on;

proto.removeListener = function(ev, fn) {
  const res = FunctionPrototypeCall(Stream.prototype.removeListener, this, ev, fn);
  if (ev === 'readable') {
    // Later: a listener may be replaced in the same tick.
    process.nextTick(updateReadableListening, this);
  } else if (ev === 'data' && this.listenerCount('data') === 0) {
    this._readableState[kState] &= ~kDataListening;
  }
  return res;
};
proto.off = proto.removeListener;

proto.removeAllListeners = function(ev) {
  const res = ReflectApply(Stream.prototype.removeAllListeners, this, arguments);
  if (ev === 'readable' || ev === undefined) process.nextTick(updateReadableListening, this);
  return res;
};

function updateReadableListening(self) {
  const state = self._readableState;
  if (self.listenerCount('readable') > 0) state[kState] |= kReadableListening;
  else state[kState] &= ~kReadableListening;
  if ((state[kState] & (kHasPaused | kPaused | kResumeScheduled)) ===
      (kHasPaused | kResumeScheduled)) {
    // It was resumed meanwhile.
    state[kState] |= kHasFlowing | kFlowing;
  } else if ((state[kState] & kDataListening) !== 0) {
    self.resume();
  } else if ((state[kState] & kReadableListening) === 0) {
    state[kState] &= ~(kHasFlowing | kFlowing);
  }
}

function nReadingNextTick(self) {
  self.read(0);
}

proto.resume = function() {
  const state = this._readableState;
  if ((state[kState] & 0x1000000) === 0) {
    // With a listener of 'readable' it is only scheduled, that listener reads.
    state[kState] |= 0x800000;
    if ((state[kState] & 0x8000) === 0) state[kState] |= 0x1000000;
    else state[kState] &= ~0x1000000;
    if ((state[kState] & 0x10000) === 0) {
      state[kState] |= 0x10000;
      process.nextTick(resumeNT, this, state);
    }
  }
  state[kState] = (state[kState] & ~0x4000000) | 0x2000000;
  return this;
};

function resumeNT(stream, state) {
  if ((state[kState] & 0x800) === 0) stream.read(0);
  state[kState] &= ~0x10000;
  stream.emit('resume');
  flow(stream);
  if ((state[kState] & 0x1000800) === 0x1000000) stream.read(0);
}

proto.pause = function() {
  const state = this._readableState;
  if ((state[kState] & 0x1800000) !== 0x800000) {
    state[kState] = (state[kState] & ~0x1000000) | 0x800000;
    this.emit('pause');
  }
  state[kState] |= 0x6000000;
  return this;
};

function flow(stream) {
  const state = stream._readableState;
  while ((state[kState] & 0x1000000) !== 0 && stream.read() !== null);
}

// Makes this stream read an old one, which only knows 'data' and pause().
proto.wrap = function(stream) {
  let paused = false;
  stream.on('data', (chunk) => {
    if (!this.push(chunk) && stream.pause) {
      paused = true;
      stream.pause();
    }
  });
  stream.on('end', () => { this.push(null); });
  stream.on('error', (err) => { errorOrDestroy(this, err); });
  stream.on('close', () => { this.destroy(); });
  stream.on('destroy', () => { this.destroy(); });
  this._read = () => {
    if (paused && stream.resume) {
      paused = false;
      stream.resume();
    }
  };
  // Its own other methods are passed on (from the second on, as ever).
  const keys = ObjectKeys(stream);
  for (let j = 1; j < keys.length; j++) {
    const i = keys[j];
    if (this[i] === undefined && typeof stream[i] === 'function') {
      this[i] = FunctionPrototypeBind(stream[i], stream);
    }
  }
  return this;
};

// Iteration --------------------------------------------------------------------------------------

function toAsyncIterator(stream, options) {
  return require('internal/streams/iteration')(stream, options);
}

proto.iterator = function(options) {
  if (options !== undefined) {
    require('internal/validators').validateObject(options, 'options');
  }
  return toAsyncIterator(this, options);
};

proto.compose = function compose(stream, options) {
  return require('internal/streams/operators').compose(this, stream, options);
};

// Properties -------------------------------------------------------------------------------------

ObjectDefineProperties(proto, {
  readable: {
    __proto__: null,
    get() {
      const r = this._readableState;
      // An own `readable` is there where a user has set it to false.
      return !!r && r.readable !== false && !r.destroyed && !r.errorEmitted && !r.endEmitted;
    },
    set(val) { if (this._readableState) this._readableState.readable = !!val; },
  },
  readableDidRead: { __proto__: null, enumerable: false,
    get() { return this._readableState.dataEmitted; } },
  readableAborted: { __proto__: null, enumerable: false, get() {
    const r = this._readableState;
    return !!(r.readable !== false && (r.destroyed || r.errored) && !r.endEmitted);
  } },
  readableHighWaterMark: { __proto__: null, enumerable: false,
    get() { return this._readableState.highWaterMark; } },
  readableBuffer: { __proto__: null, enumerable: false,
    get() { return this._readableState?.buffer; } },
  readableFlowing: {
    __proto__: null,
    enumerable: false,
    get() { return this._readableState.flowing; },
    set(state) { if (this._readableState) this._readableState.flowing = state; },
  },
  readableLength: { __proto__: null, enumerable: false,
    get() { return this._readableState.length; } },
  readableObjectMode: { __proto__: null, enumerable: false,
    get() { return this._readableState ? this._readableState.objectMode : false; } },
  readableEncoding: { __proto__: null, enumerable: false,
    get() { return this._readableState ? this._readableState.encoding : null; } },
  errored: { __proto__: null, enumerable: false,
    get() { return this._readableState ? this._readableState.errored : null; } },
  closed: { __proto__: null,
    get() { return this._readableState ? this._readableState.closed : false; } },
  destroyed: {
    __proto__: null,
    enumerable: false,
    get() { return this._readableState ? this._readableState.destroyed : false; },
    set(value) { if (this._readableState) this._readableState.destroyed = value; },
  },
  readableEnded: { __proto__: null, enumerable: false,
    get() { return this._readableState ? this._readableState.endEmitted : false; } },
});

proto[SymbolFor('nodejs.rejection')] = function(err) {
  this.destroy(err);
};

proto[SymbolAsyncDispose] = async function() {
  let error;
  if (!this.destroyed) {
    error = this.readableEnded ? null : new (errors().AbortError)();
    this.destroy(error);
  }
  const { eos } = require('internal/streams/end-of-stream');
  await new Promise((resolve, reject) => {
    eos(this, (err) => (err && err !== error ? reject(err) : resolve(null)));
  });
};

proto[SymbolAsyncIterator] = function() {
  return toAsyncIterator(this);
};

// Of the module stream/iter, which needs a flag.
proto[SymbolFor('Stream.toAsyncStreamable')] = function() {
  const err = new TypeError(
    'The stream/iter API requires the --experimental-stream-iter flag');
  err.code = 'ERR_STREAM_ITER_MISSING_FLAG';
  throw err;
};

// The end ----------------------------------------------------------------------------------------

function endReadable(stream) {
  const state = stream._readableState;
  if ((state[kState] & (kEndEmitted | kEndScheduled)) === 0) {
    state[kState] |= kEnded | kEndScheduled;
    process.nextTick(endReadableNT, state, stream);
  }
}

function endReadableNT(state, stream) {
  state[kState] &= ~kEndScheduled;
  // Something may have failed or been put back since.
  if ((state[kState] & (kErrored | kCloseEmitted | kEndEmitted)) !== 0 || state.length !== 0) {
    return;
  }
  state[kState] |= kEndEmitted;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    process.nextTick(endWritableNT, stream);
  } else if ((state[kState] & kAutoDestroy) !== 0) {
    const w = stream._writableState;
    if (!w || (w.autoDestroy && (w.finished || w.writable === false))) stream.destroy();
  }
}

function endWritableNT(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
}

Readable.from = function(iterable, opts) {
  return require('internal/streams/from')(Readable, iterable, opts);
};
Readable.fromWeb = function(readableStream, options) {
  return require('internal/webstreams/adapters')
    .newStreamReadableFromReadableStream(readableStream, options);
};
Readable.toWeb = function(streamReadable, options) {
  return require('internal/webstreams/adapters')
    .newReadableStreamFromStreamReadable(streamReadable, options);
};
Readable.wrap = function(src, options) {
  return FunctionPrototypeCall(proto.wrap, new Readable({
    objectMode: src.readableObjectMode ?? src.objectMode ?? true,
    ...options,
    destroy(err, callback) {
      destroyer(src, err);
      callback(err);
    },
  }), src);
};

module.exports = { Readable, ReadableState, fromList };
