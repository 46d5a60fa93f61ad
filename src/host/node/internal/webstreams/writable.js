// WritableStream with its writer and controller. https://streams.spec.whatwg.org/#ws
//
// A public object has its record in [kState]; the operations of the standard work on records.

const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE,
  },
} = require('internal/errors');
const {
  kControllerErrorFunction, kIsClosedPromise, kIsErrored, kIsWritable,
} = require('internal/streams/utils');
const {
  callAsync, callForPromise, callStart, deferred, dequeue, enqueueWithSize, extractHighWaterMark,
  extractSize, finishClass, handled, has, inspectAs, kInspect, kInternal, kState, kType, nop,
  optionalFunction, record, rejected, resetQueue, resolved, startPromise, validateDictionary,
  validateOptions,
} = require('internal/webstreams/util');

// The entry of a queue which says that nothing follows.
const kClose = Symbol('kClose');

class WritableStream {
  constructor(sink = undefined, strategy = undefined) {
    validateOptions(strategy, 'strategy');
    const highWaterMark = strategy?.highWaterMark;
    const size = strategy?.size;
    if (sink !== undefined) validateDictionary(sink, 'sink');
    const abort = sink?.abort;
    const close = sink?.close;
    const start = sink?.start;
    const type = sink?.type;
    const write = sink?.write;
    if (type !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('type', type);
    const s = initStream(this);
    const sizeFn = extractSize(size);
    const hwm = extractHighWaterMark(highWaterMark, 1);
    optionalFunction(write, 'sink.write');
    optionalFunction(close, 'sink.close');
    optionalFunction(abort, 'sink.abort');
    const c = newController(s, hwm, sizeFn);
    c.write = write === undefined ? undefined :
      (chunk) => callForPromise(write, sink, chunk, c.obj);
    c.close = close === undefined ? undefined : () => callAsync(close, sink, []);
    c.abort = abort === undefined ? undefined : (reason) => callAsync(abort, sink, [reason]);
    setupController(s, c, callStart(start, sink, c.obj));
  }

  get locked() {
    return record(this, 'WritableStream').writer !== undefined;
  }

  abort(reason = undefined) {
    if (!has(this, 'WritableStream')) return wrongThis('WritableStream', this);
    const s = this[kState];
    if (s.writer !== undefined) {
      return rejected(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    }
    return abortStream(s, reason);
  }

  close() {
    if (!has(this, 'WritableStream')) return wrongThis('WritableStream', this);
    const s = this[kState];
    if (s.writer !== undefined) {
      return rejected(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    }
    if (closeQueuedOrInFlight(s)) {
      return rejected(new ERR_INVALID_STATE.TypeError('Failure closing WritableStream'));
    }
    return closeStream(s);
  }

  getWriter() {
    record(this, 'WritableStream');
    return new WritableStreamDefaultWriter(this);
  }

  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }

  get [kIsWritable]() {
    return this[kState].state === 'writable';
  }

  [kControllerErrorFunction](error) {
    errorIfNeeded(this[kState].controller, error);
  }

  get [kIsClosedPromise]() {
    return closedSignal(this[kState]);
  }

  [kInspect](depth, options) {
    return inspectAs(this, depth, options, 'WritableStream', {
      locked: this.locked, state: this[kState].state,
    });
  }
}
finishClass(WritableStream, ['locked', 'abort', 'close', 'getWriter']);

function wrongThis(brand, value) {
  try {
    record(value, brand);
  } catch (err) {
    return rejected(err);
  }
}

class WritableStreamDefaultWriter {
  constructor(stream) {
    if (!has(stream, 'WritableStream')) {
      throw new ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream);
    }
    const s = stream[kState];
    if (s.writer !== undefined) {
      throw new ERR_INVALID_STATE.TypeError('WritableStream is locked');
    }
    this[kType] = 'WritableStreamDefaultWriter';
    this[kState] = setupWriter(this, s);
  }

  get closed() {
    if (!has(this, 'WritableStreamDefaultWriter')) {
      return wrongThis('WritableStreamDefaultWriter', this);
    }
    return this[kState].closed.promise;
  }

  get desiredSize() {
    const w = record(this, 'WritableStreamDefaultWriter');
    if (w.stream === undefined) throw unbound();
    return writerDesiredSize(w);
  }

  get ready() {
    if (!has(this, 'WritableStreamDefaultWriter')) {
      return wrongThis('WritableStreamDefaultWriter', this);
    }
    return this[kState].ready.promise;
  }

  abort(reason = undefined) {
    if (!has(this, 'WritableStreamDefaultWriter')) {
      return wrongThis('WritableStreamDefaultWriter', this);
    }
    const w = this[kState];
    if (w.stream === undefined) return rejected(unbound());
    return abortStream(w.stream, reason);
  }

  close() {
    if (!has(this, 'WritableStreamDefaultWriter')) {
      return wrongThis('WritableStreamDefaultWriter', this);
    }
    const w = this[kState];
    if (w.stream === undefined) return rejected(unbound());
    if (closeQueuedOrInFlight(w.stream)) {
      return rejected(new ERR_INVALID_STATE.TypeError('Failure to close WritableStream'));
    }
    return closeStream(w.stream);
  }

  releaseLock() {
    const w = record(this, 'WritableStreamDefaultWriter');
    if (w.stream !== undefined) releaseWriter(w);
  }

  write(chunk = undefined) {
    if (!has(this, 'WritableStreamDefaultWriter')) {
      return wrongThis('WritableStreamDefaultWriter', this);
    }
    const w = this[kState];
    if (w.stream === undefined) return rejected(unbound());
    return writeToWriter(w, chunk);
  }

  [kInspect](depth, options) {
    const w = this[kState];
    return inspectAs(this, depth, options, 'WritableStreamDefaultWriter', {
      stream: w.stream?.obj, close: w.closed.promise, ready: w.ready.promise,
      desiredSize: this.desiredSize,
    });
  }
}
finishClass(WritableStreamDefaultWriter,
  ['closed', 'ready', 'desiredSize', 'abort', 'close', 'releaseLock', 'write']);

function unbound() {
  return new ERR_INVALID_STATE.TypeError('Writer is not bound to a WritableStream');
}

class WritableStreamDefaultController {
  constructor(token = undefined) {
    if (token !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get signal() {
    return signalOf(record(this, 'WritableStreamDefaultController'));
  }

  error(error = undefined) {
    const c = record(this, 'WritableStreamDefaultController');
    if (c.stream.state === 'writable') controllerError(c, error);
  }

  [kInspect](depth, options) {
    return inspectAs(this, depth, options, 'WritableStreamDefaultController', {
      stream: this[kState].stream.obj,
    });
  }
}
finishClass(WritableStreamDefaultController, ['signal', 'error']);

function abortControllerOf(c) {
  if (c.abortController === undefined) {
    const { AbortController } = internalBinding('globals');
    c.abortController = new AbortController();
  }
  return c.abortController;
}

function signalOf(c) {
  return abortControllerOf(c).signal;
}

// Streams ----------------------------------------------------------------------------------------

function initStream(obj) {
  const s = {
    obj, state: 'writable', storedError: undefined, writer: undefined, controller: undefined,
    inFlightWrite: undefined, closeRequest: undefined, inFlightClose: undefined,
    pendingAbort: undefined, requests: [], backpressure: false, signal: undefined,
    onRoom: undefined,
  };
  obj[kType] = 'WritableStream';
  obj[kState] = s;
  return s;
}

// CreateWritableStream: the functions return promises; the controller isn't seen.
function createWritableStream(startPromise, write, close, abort, hwm = 1, size = undefined,
  obj = ObjectCreate(WritableStream.prototype)) {
  const s = initStream(obj);
  const c = newController(s, hwm, size);
  c.write = write;
  c.close = close;
  c.abort = abort;
  setupController(s, c, startPromise);
  return s.obj;
}

// A promise of the end, for stream.finished; made when it's asked for.
function closedSignal(s) {
  if (s.signal === undefined) {
    s.signal = deferred();
    if (s.state === 'closed') s.signal.resolve();
    else if (s.state === 'errored') s.signal.reject(s.storedError);
    handled(s.signal.promise);
  }
  return s.signal;
}

function abortStream(s, reason) {
  if (s.state === 'closed' || s.state === 'errored') return resolved(undefined);
  abortControllerOf(s.controller).abort(reason);
  // A listener may have done anything.
  if (s.state === 'closed' || s.state === 'errored') return resolved(undefined);
  if (s.pendingAbort !== undefined) return s.pendingAbort.promise.promise;
  const wasErroring = s.state === 'erroring';
  if (wasErroring) reason = undefined;
  const promise = deferred();
  s.pendingAbort = { promise, reason, wasErroring };
  if (!wasErroring) startErroring(s, reason);
  return promise.promise;
}

function closeStream(s) {
  if (s.state === 'closed' || s.state === 'errored') {
    return rejected(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  const promise = deferred();
  s.closeRequest = promise;
  const w = s.writer;
  if (w !== undefined && s.backpressure && s.state === 'writable') {
    w.ready.resolve();
    w.readyPending = false;
  }
  const c = s.controller;
  enqueueWithSize(c, kClose, 0);
  advanceQueue(c);
  return promise.promise;
}

function closeQueuedOrInFlight(s) {
  return s.closeRequest !== undefined || s.inFlightClose !== undefined;
}

function dealWithRejection(s, error) {
  if (s.state === 'writable') startErroring(s, error);
  else finishErroring(s);
}

function startErroring(s, reason) {
  s.state = 'erroring';
  s.storedError = reason;
  if (s.writer !== undefined) rejectReady(s.writer, reason);
  if (!operationInFlight(s) && s.controller.started) finishErroring(s);
}

function operationInFlight(s) {
  return s.inFlightWrite !== undefined || s.inFlightClose !== undefined;
}

function finishErroring(s) {
  s.state = 'errored';
  resetQueue(s.controller);
  const error = s.storedError;
  const requests = s.requests;
  s.requests = [];
  for (let i = 0; i < requests.length; i++) requests[i].reject(error);
  const abort = s.pendingAbort;
  if (abort === undefined) {
    rejectCloseAndClosed(s);
    return;
  }
  s.pendingAbort = undefined;
  if (abort.wasErroring) {
    abort.promise.reject(error);
    rejectCloseAndClosed(s);
    return;
  }
  const c = s.controller;
  const result = c.abort === undefined ? resolved(undefined) : c.abort(abort.reason);
  clearAlgorithms(c);
  PromisePrototypeThen(result, () => {
    abort.promise.resolve();
    rejectCloseAndClosed(s);
  }, (err) => {
    abort.promise.reject(err);
    rejectCloseAndClosed(s);
  });
}

function finishInFlightClose(s) {
  s.inFlightClose.resolve();
  s.inFlightClose = undefined;
  if (s.state === 'erroring') {
    // The close went well before the abort: it isn't aborted any more.
    s.storedError = undefined;
    if (s.pendingAbort !== undefined) {
      s.pendingAbort.promise.resolve();
      s.pendingAbort = undefined;
    }
  }
  s.state = 'closed';
  if (s.writer !== undefined) {
    s.writer.closed.resolve();
    s.writer.closedPending = false;
  }
  s.signal?.resolve();
}

function finishInFlightCloseWithError(s, error) {
  s.inFlightClose.reject(error);
  s.inFlightClose = undefined;
  if (s.pendingAbort !== undefined) {
    s.pendingAbort.promise.reject(error);
    s.pendingAbort = undefined;
  }
  dealWithRejection(s, error);
}

function rejectCloseAndClosed(s) {
  if (s.closeRequest !== undefined) {
    s.closeRequest.reject(s.storedError);
    s.closeRequest = undefined;
  }
  s.signal?.reject(s.storedError);
  if (s.writer !== undefined) {
    s.writer.closed.reject(s.storedError);
    s.writer.closedPending = false;
    handled(s.writer.closed.promise);
  }
}

function updateBackpressure(s, backpressure) {
  const w = s.writer;
  if (w !== undefined && backpressure !== s.backpressure) {
    if (backpressure) {
      w.ready = deferred();
      w.readyPending = true;
    } else {
      w.ready.resolve();
      w.readyPending = false;
    }
  }
  const changed = backpressure !== s.backpressure;
  s.backpressure = backpressure;
  // A pipe goes on at once, without waiting for the promise.
  if (changed && !backpressure && s.onRoom !== undefined) s.onRoom();
}

// Writers ----------------------------------------------------------------------------------------

function settled(promise) {
  return { promise, resolve: nop, reject: nop };
}

// readyPending and closedPending say whether a promise can still be settled itself.
function setupWriter(obj, s) {
  const w = {
    obj, stream: s, ready: undefined, closed: undefined, readyPending: false, closedPending: false,
  };
  s.writer = w;
  if (s.state === 'writable' || s.state === 'erroring') {
    w.closed = deferred();
    w.closedPending = true;
    if (s.state === 'erroring') {
      w.ready = settled(handled(rejected(s.storedError)));
    } else if (!closeQueuedOrInFlight(s) && s.backpressure) {
      w.ready = deferred();
      w.readyPending = true;
    } else {
      w.ready = settled(resolved(undefined));
    }
  } else if (s.state === 'closed') {
    w.ready = settled(resolved(undefined));
    w.closed = settled(resolved(undefined));
  } else {
    w.ready = settled(handled(rejected(s.storedError)));
    w.closed = settled(handled(rejected(s.storedError)));
  }
  return w;
}

function acquireWriter(stream) {
  return new WritableStreamDefaultWriter(stream)[kState];
}

function rejectReady(w, error) {
  if (w.readyPending) {
    w.ready.reject(error);
    w.readyPending = false;
  } else {
    w.ready = settled(rejected(error));
  }
  handled(w.ready.promise);
}

function writerDesiredSize(w) {
  const s = w.stream;
  if (s.state === 'errored' || s.state === 'erroring') return null;
  if (s.state === 'closed') return 0;
  return s.controller.hwm - s.controller.total;
}

function releaseWriter(w) {
  const s = w.stream;
  const error = new ERR_INVALID_STATE.TypeError('Writer has been released');
  rejectReady(w, error);
  if (w.closedPending) w.closed.reject(error);
  else w.closed = settled(rejected(error));
  w.closedPending = false;
  handled(w.closed.promise);
  s.writer = undefined;
  w.stream = undefined;
}

function writeToWriter(w, chunk) {
  const s = w.stream;
  const c = s.controller;
  let size = 1;
  if (c.size !== undefined) {
    const sizeFn = c.size;
    try {
      size = sizeFn(chunk);
    } catch (err) {
      errorIfNeeded(c, err);
    }
    if (s !== w.stream) return rejected(unbound()); // Released by the function.
  }
  if (s.state === 'errored') return rejected(s.storedError);
  if (closeQueuedOrInFlight(s) || s.state === 'closed') {
    return rejected(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  if (s.state === 'erroring') return rejected(s.storedError);
  const promise = deferred();
  ArrayPrototypePush(s.requests, promise);
  controllerWrite(c, chunk, size);
  return promise.promise;
}

// https://streams.spec.whatwg.org/#writable-stream-default-writer-close-with-error-propagation
function closeWithPropagation(w) {
  const s = w.stream;
  if (closeQueuedOrInFlight(s) || s.state === 'closed') return resolved(undefined);
  if (s.state === 'errored') return rejected(s.storedError);
  return closeStream(s);
}

// Controllers ------------------------------------------------------------------------------------

function newController(s, hwm, size) {
  const obj = new WritableStreamDefaultController(kInternal);
  const c = {
    obj, stream: s, queue: [], head: 0, total: 0, started: false, hwm, size, write: undefined,
    close: undefined, abort: undefined, abortController: undefined,
    onWritten: undefined, onWriteFailed: undefined,
  };
  obj[kType] = 'WritableStreamDefaultController';
  obj[kState] = c;
  s.controller = c;
  return c;
}

function setupController(s, c, startResult) {
  updateBackpressure(s, c.hwm - c.total <= 0);
  PromisePrototypeThen(startPromise(startResult), () => {
    c.started = true;
    advanceQueue(c);
  }, (err) => {
    c.started = true;
    dealWithRejection(s, err);
  });
}

function clearAlgorithms(c) {
  c.write = undefined;
  c.close = undefined;
  c.abort = undefined;
  c.size = undefined;
}

function errorIfNeeded(c, error) {
  if (c.stream.state === 'writable') controllerError(c, error);
}

function controllerError(c, error) {
  clearAlgorithms(c);
  startErroring(c.stream, error);
}

function controllerWrite(c, chunk, size) {
  try {
    enqueueWithSize(c, chunk, size);
  } catch (err) {
    errorIfNeeded(c, err);
    return;
  }
  const s = c.stream;
  if (!closeQueuedOrInFlight(s) && s.state === 'writable') {
    updateBackpressure(s, c.hwm - c.total <= 0);
  }
  advanceQueue(c);
}

function advanceQueue(c) {
  const s = c.stream;
  if (!c.started || s.inFlightWrite !== undefined) return;
  if (s.state === 'erroring') {
    finishErroring(s);
    return;
  }
  if (c.head === c.queue.length) return;
  const { value } = c.queue[c.head];
  if (value === kClose) processClose(c);
  else processWrite(c, value);
}

function processClose(c) {
  const s = c.stream;
  s.inFlightClose = s.closeRequest;
  s.closeRequest = undefined;
  dequeue(c);
  const promise = c.close === undefined ? resolved(undefined) : c.close();
  clearAlgorithms(c);
  PromisePrototypeThen(promise, () => finishInFlightClose(s),
    (err) => finishInFlightCloseWithError(s, err));
}

function processWrite(c, chunk) {
  const s = c.stream;
  s.inFlightWrite = ArrayPrototypeShift(s.requests);
  if (c.onWritten === undefined) {
    c.onWritten = () => afterWrite(c);
    c.onWriteFailed = (err) => {
      if (s.state === 'writable') clearAlgorithms(c);
      s.inFlightWrite.reject(err);
      s.inFlightWrite = undefined;
      dealWithRejection(s, err);
    };
  }
  const promise = c.write === undefined ? resolved(undefined) : c.write(chunk);
  PromisePrototypeThen(promise, c.onWritten, c.onWriteFailed);
}

function afterWrite(c) {
  const s = c.stream;
  s.inFlightWrite.resolve();
  s.inFlightWrite = undefined;
  const writable = s.state === 'writable';
  dequeue(c);
  if (writable && !closeQueuedOrInFlight(s)) updateBackpressure(s, c.hwm - c.total <= 0);
  advanceQueue(c);
}

module.exports = {
  WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController,
  createWritableStream, acquireWriter, releaseWriter, writeToWriter, closeWithPropagation,
  closeQueuedOrInFlight, abortStream, errorIfNeeded, writerDesiredSize, wrongThis,
};
