// stream.Transform: a Duplex whose output is made of its input; PassThrough changes nothing.
// https://nodejs.org/api/stream.html#class-streamtransform

const process = require('process');
const errors = () => require('internal/errors');
const { Duplex } = require('internal/streams/duplex');
const { getHighWaterMark, kState } = require('internal/streams/utils');

const kCallback = Symbol('kCallback');
const kEnded = 0x200; // Of the readable half.
const kSync = 0x1000;
const kWritableEnded = 0x40000000;

function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  // With 0 for the readable half nothing may wait in the writable one, unless it's asked for.
  const size = options ? getHighWaterMark(
    !!(options.objectMode || options.readableObjectMode), options, 'readableHighWaterMark', true) :
    null;
  if (size === 0) {
    options = {
      ...options,
      highWaterMark: null,
      readableHighWaterMark: size,
      writableHighWaterMark: options.writableHighWaterMark || 0,
    };
  }
  FunctionPrototypeCall(Duplex, this, options);
  // The transformation is asked for when it is read, and mostly answers at once.
  this._readableState[kState] &= ~kSync;
  this[kCallback] = null;
  if (options) {
    if (typeof options.transform === 'function') this._transform = options.transform;
    if (typeof options.flush === 'function') this._flush = options.flush;
  }
  // Whoever overwrites _final still gets the end.
  this.on('prefinish', prefinish);
}
ObjectSetPrototypeOf(Transform.prototype, Duplex.prototype);
ObjectSetPrototypeOf(Transform, Duplex);

function final(cb) {
  if (typeof this._flush === 'function' && !this.destroyed) {
    this._flush((er, data) => {
      if (er) {
        if (cb) cb(er);
        else this.destroy(er);
        return;
      }
      if (data != null) this.push(data);
      this.push(null);
      if (cb) cb();
    });
  } else {
    this.push(null);
    if (cb) cb();
  }
}

function prefinish() {
  if (this._final !== final) FunctionPrototypeCall(final, this);
}

Transform.prototype._final = final;

Transform.prototype._transform = function(chunk, encoding, callback) {
  throw new (errors().codes.ERR_METHOD_NOT_IMPLEMENTED)('_transform()');
};

Transform.prototype._write = function(chunk, encoding, callback) {
  const rState = this._readableState;
  const length = rState.length;
  this._transform(chunk, encoding, (err, val) => {
    if (err) {
      callback(err);
      return;
    }
    if (val != null) this.push(val);
    if ((rState[kState] & kEnded) !== 0) {
      // Its own end is to be seen before that of the writable half.
      process.nextTick(callback);
    } else if (rState.length < rState.highWaterMark || length === rState.length ||
        (this._writableState[kState] & kWritableEnded) !== 0) {
      callback();
    } else {
      this[kCallback] = callback;
    }
  });
};

Transform.prototype._read = function() {
  if (this[kCallback]) {
    const callback = this[kCallback];
    this[kCallback] = null;
    callback();
  }
};

function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  FunctionPrototypeCall(Transform, this, options);
}
ObjectSetPrototypeOf(PassThrough.prototype, Transform.prototype);
ObjectSetPrototypeOf(PassThrough, Transform);

PassThrough.prototype._transform = function(chunk, encoding, cb) {
  cb(null, chunk);
};

module.exports = { Transform, PassThrough };
