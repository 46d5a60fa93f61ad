// stream.Duplex: a Readable and a Writable in one.
// https://nodejs.org/api/stream.html#duplex-and-transform-streams

const { Readable, ReadableState } = require('internal/streams/readable');
const { Writable, WritableState } = require('internal/streams/writable');
const { finishConstruction } = require('internal/streams/destroy');

function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  this._events ??= {
    close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined,
    data: undefined, end: undefined, readable: undefined,
  };
  this._readableState = new ReadableState(options, this, true);
  this._writableState = new WritableState(options, this, true);
  if (options) {
    this.allowHalfOpen = options.allowHalfOpen !== false;
    if (options.readable === false) {
      const r = this._readableState;
      r.readable = false;
      r.ended = true;
      r.endEmitted = true;
    }
    if (options.writable === false) {
      const w = this._writableState;
      w.writable = false;
      w.ending = true;
      w.ended = true;
      w.finished = true;
    }
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.write === 'function') this._write = options.write;
    if (typeof options.writev === 'function') this._writev = options.writev;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.final === 'function') this._final = options.final;
  } else {
    this.allowHalfOpen = true;
  }
  finishConstruction(this, options, this._readableState, this._writableState);
}
ObjectSetPrototypeOf(Duplex.prototype, Readable.prototype);
ObjectSetPrototypeOf(Duplex, Readable);

// What of a Writable isn't found along the chain of prototypes.
const methods = ['write', 'cork', 'uncork', 'setDefaultEncoding', '_write', '_writev', 'end',
  'destroy'];
for (let i = 0; i < methods.length; i++) {
  Duplex.prototype[methods[i]] = Writable.prototype[methods[i]];
}
const accessors = ['writable', 'writableHighWaterMark', 'writableObjectMode', 'writableBuffer',
  'writableLength', 'writableFinished', 'writableCorked', 'writableEnded', 'writableNeedDrain'];
for (let i = 0; i < accessors.length; i++) {
  ObjectDefineProperty(Duplex.prototype, accessors[i], {
    __proto__: null, ...ObjectGetOwnPropertyDescriptor(Writable.prototype, accessors[i]),
  });
}
ObjectDefineProperty(Duplex.prototype, 'destroyed', {
  __proto__: null,
  get() {
    if (this._readableState === undefined || this._writableState === undefined) return false;
    return this._readableState.destroyed && this._writableState.destroyed;
  },
  set(value) {
    if (this._readableState && this._writableState) {
      this._readableState.destroyed = value;
      this._writableState.destroyed = value;
    }
  },
});

Duplex.fromWeb = function(pair, options) {
  return require('internal/webstreams/adapters')
    .newStreamDuplexFromReadableWritablePair(pair, options);
};
Duplex.toWeb = function(duplex, options) {
  return require('internal/webstreams/adapters')
    .newReadableWritablePairFromDuplex(duplex, options);
};
Duplex.from = function(body) {
  return require('internal/streams/duplexify')(body, 'body');
};

const kCallback = Symbol('Callback');
const kOther = Symbol('Other');

class DuplexSide extends Duplex {
  #otherSide = null;

  constructor(options) {
    super(options);
    this[kCallback] = null;
  }

  [kOther](other) {
    this.#otherSide = other;
  }

  _read() {
    const callback = this[kCallback];
    if (callback) {
      this[kCallback] = null;
      callback();
    }
  }

  _write(chunk, encoding, callback) {
    if (chunk.length === 0) {
      require('process').nextTick(callback);
    } else {
      this.#otherSide.push(chunk);
      this.#otherSide[kCallback] = callback;
    }
  }

  _final(callback) {
    this.#otherSide.on('end', callback);
    this.#otherSide.push(null);
  }
}

// A pair of streams: what is written to one is read from the other.
function duplexPair(options) {
  const a = new DuplexSide(options);
  const b = new DuplexSide(options);
  a[kOther](b);
  b[kOther](a);
  return [a, b];
}

module.exports = { Duplex, duplexPair };
