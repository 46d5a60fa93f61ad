// TransformStream with its controller. https://streams.spec.whatwg.org/#ts

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE },
} = require('internal/errors');
const {
  callAsync, callForPromise, callStart, deferred, extractHighWaterMark, extractSize, finishClass,
  inspectAs, kInspect, kInternal, kState, kType, optionalFunction, record, rejected, resolved,
  validateDictionary, validateOptions,
} = require('internal/webstreams/util');
const readable = require('internal/webstreams/readable');
const { createWritableStream, errorIfNeeded } = require('internal/webstreams/writable');

class TransformStream {
  constructor(transformer = undefined, writableStrategy = undefined,
    readableStrategy = undefined) {
    validateOptions(writableStrategy, 'writableStrategy');
    validateOptions(readableStrategy, 'readableStrategy');
    const wHwm = writableStrategy?.highWaterMark;
    const wSize = writableStrategy?.size;
    const rHwm = readableStrategy?.highWaterMark;
    const rSize = readableStrategy?.size;
    if (transformer !== undefined) validateDictionary(transformer, 'transformer');
    const cancel = transformer?.cancel;
    const flush = transformer?.flush;
    const readableType = transformer?.readableType;
    const start = transformer?.start;
    const transform = transformer?.transform;
    const writableType = transformer?.writableType;
    if (readableType !== undefined) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.readableType', readableType);
    }
    if (writableType !== undefined) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.writableType', writableType);
    }
    const readableHwm = extractHighWaterMark(rHwm, 0);
    const readableSize = extractSize(rSize);
    const writableHwm = extractHighWaterMark(wHwm, 1);
    const writableSize = extractSize(wSize);
    optionalFunction(transform, 'transformer.transform');
    optionalFunction(flush, 'transformer.flush');
    optionalFunction(cancel, 'transformer.cancel');

    const startPromise = deferred();
    const t = initStream(this, startPromise.promise, writableHwm, writableSize, readableHwm,
      readableSize);
    const c = newController(t);
    if (transform !== undefined) {
      c.transform = (chunk) => callForPromise(transform, transformer, chunk, c.obj);
    }
    if (flush !== undefined) c.flush = () => callAsync(flush, transformer, [c.obj]);
    if (cancel !== undefined) c.cancel = (reason) => callAsync(cancel, transformer, [reason]);
    startPromise.resolve(callStart(start, transformer, c.obj));
  }

  get readable() {
    return record(this, 'TransformStream').readable;
  }

  get writable() {
    return record(this, 'TransformStream').writable;
  }

  [kInspect](depth, options) {
    const t = this[kState];
    return inspectAs(this, depth, options, 'TransformStream', {
      readable: t.readable, writable: t.writable, backpressure: t.backpressure,
    });
  }
}
finishClass(TransformStream, ['readable', 'writable']);

class TransformStreamDefaultController {
  constructor(token = undefined) {
    if (token !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    const { stream } = record(this, 'TransformStreamDefaultController');
    return readable.desiredSize(stream.readable[kState].controller);
  }

  enqueue(chunk = undefined) {
    enqueue(record(this, 'TransformStreamDefaultController'), chunk);
  }

  error(reason = undefined) {
    errorStream(record(this, 'TransformStreamDefaultController').stream, reason);
  }

  terminate() {
    terminate(record(this, 'TransformStreamDefaultController'));
  }

  [kInspect](depth, options) {
    return inspectAs(this, depth, options, 'TransformStreamDefaultController', {
      stream: this[kState].stream.obj,
    });
  }
}
finishClass(TransformStreamDefaultController, ['desiredSize', 'enqueue', 'error', 'terminate']);

// Makes an object a TransformStream of two streams, which come later where they are of its own.
function adopt(obj, readable, writable) {
  const t = {
    obj, readable, writable, controller: undefined, backpressure: undefined,
    backpressureChange: undefined,
  };
  obj[kType] = 'TransformStream';
  obj[kState] = t;
  return t;
}

function initStream(obj, startPromise, writableHwm, writableSize, readableHwm, readableSize) {
  const t = adopt(obj, undefined, undefined);
  t.writable = createWritableStream(startPromise, (chunk) => sinkWrite(t, chunk),
    () => sinkClose(t), (reason) => sinkAbort(t, reason), writableHwm, writableSize);
  t.readable = readable.createReadableStream(startPromise, () => sourcePull(t),
    (reason) => sourceCancel(t, reason), readableHwm, readableSize);
  setBackpressure(t, true);
  return t;
}

// A TransformStream of two functions that get a controller's record, for encodings and
// compressions; `room` is how many bytes may wait in it.
function createTransformStream(transform, flush, room = 0) {
  const obj = ObjectCreate(TransformStream.prototype);
  const size = room === 0 ? undefined : (chunk) => chunk.byteLength;
  const t = initStream(obj, resolved(undefined), room || 1, undefined, room, size);
  const c = newController(t);
  c.transform = (chunk) => callForPromise(transform, undefined, chunk, c);
  c.flush = () => callAsync(flush, undefined, [c]);
  return t;
}

function newController(t) {
  const obj = new TransformStreamDefaultController(kInternal);
  const c = {
    obj, stream: t, transform: undefined, flush: undefined, cancel: undefined, finish: undefined,
    onFailed: undefined,
  };
  // Without a function chunks pass as they are.
  c.transform = (chunk) => {
    try {
      enqueue(c, chunk);
      return resolved(undefined);
    } catch (err) {
      return rejected(err);
    }
  };
  obj[kType] = 'TransformStreamDefaultController';
  obj[kState] = c;
  t.controller = c;
  return c;
}

function errorStream(t, error) {
  readable.errorController(t.readable[kState].controller, error);
  errorWritableAndUnblock(t, error);
}

function errorWritableAndUnblock(t, error) {
  clearAlgorithms(t.controller);
  errorIfNeeded(t.writable[kState].controller, error);
  if (t.backpressure) setBackpressure(t, false);
}

function setBackpressure(t, backpressure) {
  if (t.backpressureChange !== undefined) t.backpressureChange.resolve();
  t.backpressureChange = deferred();
  t.backpressure = backpressure;
}

function clearAlgorithms(c) {
  c.transform = undefined;
  c.flush = undefined;
  c.cancel = undefined;
}

function enqueue(c, chunk) {
  const t = c.stream;
  const r = t.readable[kState];
  if (!readable.canCloseOrEnqueue(r.controller)) {
    throw new ERR_INVALID_STATE.TypeError('Unable to enqueue');
  }
  try {
    readable.enqueue(r.controller, chunk);
  } catch (err) {
    errorWritableAndUnblock(t, err);
    throw r.storedError;
  }
  const full = r.controller.hwm - r.controller.total <= 0 &&
    (r.reader === undefined || r.reader.requests.length === 0);
  if (full !== t.backpressure) setBackpressure(t, true);
}

function terminate(c) {
  const t = c.stream;
  const r = t.readable[kState].controller;
  if (readable.canCloseOrEnqueue(r)) readable.closeController(r);
  errorWritableAndUnblock(
    t, new ERR_INVALID_STATE.TypeError('TransformStream has been terminated'));
}

function performTransform(c, chunk) {
  const { transform } = c;
  if (transform === undefined) return resolved(undefined);
  c.onFailed ??= (err) => {
    errorStream(c.stream, err);
    throw err;
  };
  return PromisePrototypeThen(transform(chunk), undefined, c.onFailed);
}

function sinkWrite(t, chunk) {
  const c = t.controller;
  if (!t.backpressure) return performTransform(c, chunk);
  return PromisePrototypeThen(t.backpressureChange.promise, () => {
    const w = t.writable[kState];
    if (w.state === 'erroring') throw w.storedError;
    return performTransform(c, chunk);
  });
}

async function sinkAbort(t, reason) {
  const c = t.controller;
  if (c.finish !== undefined) return c.finish.promise;
  const r = t.readable[kState];
  const finish = c.finish = deferred();
  const result = c.cancel === undefined ? resolved(undefined) : c.cancel(reason);
  clearAlgorithms(c);
  PromisePrototypeThen(result, () => {
    if (r.state === 'errored') {
      finish.reject(r.storedError);
    } else {
      readable.errorController(r.controller, reason);
      finish.resolve();
    }
  }, (err) => {
    readable.errorController(r.controller, err);
    finish.reject(err);
  });
  return finish.promise;
}

function sinkClose(t) {
  const c = t.controller;
  if (c.finish !== undefined) return c.finish.promise;
  const r = t.readable[kState];
  const finish = c.finish = deferred();
  const result = c.flush === undefined ? resolved(undefined) : c.flush();
  clearAlgorithms(c);
  PromisePrototypeThen(result, () => {
    if (r.state === 'errored') {
      finish.reject(r.storedError);
    } else {
      if (readable.canCloseOrEnqueue(r.controller)) readable.closeController(r.controller);
      finish.resolve();
    }
  }, (err) => {
    readable.errorController(r.controller, err);
    finish.reject(err);
  });
  return finish.promise;
}

function sourceCancel(t, reason) {
  const c = t.controller;
  if (c.finish !== undefined) return c.finish.promise;
  const w = t.writable[kState];
  const finish = c.finish = deferred();
  const result = c.cancel === undefined ? resolved(undefined) : c.cancel(reason);
  clearAlgorithms(c);
  PromisePrototypeThen(result, () => {
    if (w.state === 'errored') {
      finish.reject(w.storedError);
    } else {
      errorIfNeeded(w.controller, reason);
      if (t.backpressure) setBackpressure(t, false);
      finish.resolve();
    }
  }, (err) => {
    errorIfNeeded(w.controller, err);
    if (t.backpressure) setBackpressure(t, false);
    finish.reject(err);
  });
  return finish.promise;
}

function sourcePull(t) {
  setBackpressure(t, false);
  return t.backpressureChange.promise;
}

module.exports = {
  TransformStream, TransformStreamDefaultController, adopt, createTransformStream, enqueue,
  terminate,
};
