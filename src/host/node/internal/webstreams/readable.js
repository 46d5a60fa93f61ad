// ReadableStream with its readers and its controller for chunks of any kind.
// https://streams.spec.whatwg.org/#rs
//
// A public object has its record in [kState]; the operations of the standard work on records.

const {
  codes: {
    ERR_ARG_NOT_ITERABLE, ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
    ERR_INVALID_STATE, ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const {
  kControllerErrorFunction, kIsClosedPromise, kIsDisturbed, kIsErrored, kIsReadable,
} = require('internal/streams/utils');
const {
  callAsync, callForPromise, callStart, deferred, dequeue, enqueueWithSize, extractHighWaterMark,
  extractSize, finishClass, handled, has, inspectAs, kInspect, kInternal, kState, kType,
  optionalFunction, record, rejected, resetQueue, resolved, startPromise, validateDictionary,
  validateOptions,
} = require('internal/webstreams/util');
const { wrongThis } = require('internal/webstreams/writable');

function invalidState(message) {
  return new ERR_INVALID_STATE.TypeError(message);
}

class ReadableStream {
  constructor(source = undefined, strategy = undefined) {
    if (source !== undefined) validateDictionary(source, 'source');
    validateOptions(strategy, 'strategy');
    const highWaterMark = strategy?.highWaterMark;
    const size = strategy?.size;
    const autoAllocate = source?.autoAllocateChunkSize;
    const cancel = source?.cancel;
    const pull = source?.pull;
    const start = source?.start;
    const type = source?.type;
    const s = initStream(this);
    if (`${type}` === 'bytes') {
      if (size !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.size', size);
      const hwm = extractHighWaterMark(highWaterMark, 0);
      const { newByteController, setupByteController } = require('internal/webstreams/bytes');
      let chunkSize;
      if (autoAllocate !== undefined) {
        chunkSize = +autoAllocate;
        if (!(chunkSize >= 1) || !NumberIsFinite(chunkSize)) {
          throw new ERR_INVALID_ARG_VALUE('source.autoAllocateChunkSize', autoAllocate);
        }
        chunkSize = MathTrunc(chunkSize);
      }
      optionalFunction(pull, 'source.pull');
      optionalFunction(cancel, 'source.cancel');
      const c = newByteController(s, hwm, chunkSize);
      setFunctions(c, source, pull, cancel);
      setupByteController(s, c, callStart(start, source, c.obj));
      return;
    }
    if (type !== undefined) throw new ERR_INVALID_ARG_VALUE('source.type', type);
    const hwm = extractHighWaterMark(highWaterMark, 1);
    const sizeFn = extractSize(size);
    optionalFunction(pull, 'source.pull');
    optionalFunction(cancel, 'source.cancel');
    const c = newController(s, hwm, sizeFn);
    setFunctions(c, source, pull, cancel);
    setupController(s, c, callStart(start, source, c.obj));
  }

  get locked() {
    return record(this, 'ReadableStream').reader !== undefined;
  }

  static from(iterable) {
    return fromIterable(iterable);
  }

  cancel(reason = undefined) {
    if (!has(this, 'ReadableStream')) return wrongThis('ReadableStream', this);
    const s = this[kState];
    if (s.reader !== undefined) return rejected(invalidState('ReadableStream is locked'));
    return cancelStream(s, reason);
  }

  getReader(options = undefined) {
    record(this, 'ReadableStream');
    validateOptions(options, 'options');
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw new ERR_INVALID_ARG_VALUE('options.mode', mode);
    return new ReadableStreamBYOBReader(this);
  }

  pipeThrough(transform, options = undefined) {
    const s = record(this, 'ReadableStream');
    const readable = transform?.readable;
    if (!has(readable, 'ReadableStream')) {
      throw new ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable);
    }
    const writable = transform?.writable;
    if (!has(writable, 'WritableStream')) {
      throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', writable);
    }
    const opts = pipeOptions(options);
    if (s.reader !== undefined) throw invalidState('The ReadableStream is locked');
    if (writable[kState].writer !== undefined) {
      throw invalidState('The WritableStream is locked');
    }
    handled(pipe(s, writable[kState], opts));
    return readable;
  }

  pipeTo(destination, options = undefined) {
    try {
      const s = record(this, 'ReadableStream');
      if (!has(destination, 'WritableStream')) {
        throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', destination);
      }
      const opts = pipeOptions(options);
      if (s.reader !== undefined) throw invalidState('The ReadableStream is locked');
      if (destination[kState].writer !== undefined) {
        throw invalidState('The WritableStream is locked');
      }
      return pipe(s, destination[kState], opts);
    } catch (err) {
      return rejected(err);
    }
  }

  tee() {
    const s = record(this, 'ReadableStream');
    if (s.reader !== undefined) throw invalidState('ReadableStream is locked');
    return ReadableStreamTee(this, false);
  }

  values(options = undefined) {
    record(this, 'ReadableStream');
    validateOptions(options, 'options');
    return newIterator(this, !!options?.preventCancel);
  }

  get [kIsDisturbed]() {
    return this[kState].disturbed;
  }

  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }

  get [kIsReadable]() {
    return this[kState].state === 'readable';
  }

  [kControllerErrorFunction](error) {
    this[kState].controller.obj.error(error);
  }

  get [kIsClosedPromise]() {
    return closedSignal(this[kState]);
  }

  [kInspect](depth, options) {
    const s = this[kState];
    return inspectAs(this, depth, options, 'ReadableStream', {
      locked: this.locked,
      state: s.state,
      supportsBYOB: s.controller !== undefined && s.controller.bytes,
    });
  }
}
ObjectDefineProperty(ReadableStream.prototype, SymbolAsyncIterator, {
  __proto__: null,
  configurable: true,
  writable: true,
  value: ReadableStream.prototype.values,
});
finishClass(ReadableStream,
  ['cancel', 'getReader', 'locked', 'pipeThrough', 'pipeTo', 'tee', 'values']);
ObjectDefineProperty(ReadableStream, 'from', { __proto__: null, enumerable: true });

function setFunctions(c, source, pull, cancel) {
  c.pull = pull === undefined ? undefined : () => callForPromise(pull, source, c.obj);
  c.cancel = cancel === undefined ? undefined : (reason) => callAsync(cancel, source, [reason]);
}

function pipeOptions(options) {
  validateOptions(options, 'options');
  const preventAbort = !!options?.preventAbort;
  const preventCancel = !!options?.preventCancel;
  const preventClose = !!options?.preventClose;
  const signal = options?.signal;
  if (signal !== undefined) {
    const { AbortSignal } = internalBinding('globals');
    if (!(signal instanceof AbortSignal)) {
      throw new ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal);
    }
  }
  return { preventAbort, preventCancel, preventClose, signal };
}

function pipe(source, dest, options) {
  return require('internal/webstreams/pipe').pipeTo(source, dest, options);
}

function ReadableStreamTee(stream, cloneForBranch2 = false) {
  const { teeDefault, teeBytes } = require('internal/webstreams/tee');
  return stream[kState].controller.bytes ? teeBytes(stream) : teeDefault(stream, cloneForBranch2);
}

// Streams ----------------------------------------------------------------------------------------

function initStream(obj) {
  const s = {
    obj, state: 'readable', storedError: undefined, reader: undefined, controller: undefined,
    disturbed: false, signal: undefined,
  };
  obj[kType] = 'ReadableStream';
  obj[kState] = s;
  return s;
}

// CreateReadableStream: the functions return promises (or undefined).
function createReadableStream(startPromise, pull, cancel, hwm = 1, size = undefined,
  obj = ObjectCreate(ReadableStream.prototype)) {
  const s = initStream(obj);
  const c = newController(s, hwm, size);
  c.pull = pull;
  c.cancel = cancel;
  setupController(s, c, startPromise);
  return s.obj;
}

// CreateReadableByteStream
function createReadableByteStream(pull, cancel) {
  const { newByteController, setupByteController } = require('internal/webstreams/bytes');
  const s = initStream(ObjectCreate(ReadableStream.prototype));
  const c = newByteController(s, 0, undefined);
  c.pull = pull;
  c.cancel = cancel;
  setupByteController(s, c, undefined);
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

function cancelStream(s, reason) {
  s.disturbed = true;
  if (s.state === 'closed') return resolved(undefined);
  if (s.state === 'errored') return rejected(s.storedError);
  closeStream(s);
  const reader = s.reader;
  if (reader !== undefined && reader.byob) {
    const requests = reader.requests;
    reader.requests = [];
    for (let i = 0; i < requests.length; i++) requests[i].close(undefined);
  }
  const c = s.controller;
  if (c.bytes) require('internal/webstreams/bytes').clearPending(c);
  resetQueue(c);
  const result = c.cancel === undefined ? resolved(undefined) : c.cancel(reason);
  clearAlgorithms(c);
  return PromisePrototypeThen(result, () => {});
}

function closeStream(s) {
  s.state = 'closed';
  s.signal?.resolve();
  const reader = s.reader;
  if (reader === undefined) return;
  reader.closed.resolve();
  if (!reader.byob) {
    const requests = reader.requests;
    reader.requests = [];
    for (let i = 0; i < requests.length; i++) requests[i].close();
  }
}

function errorStream(s, error) {
  s.state = 'errored';
  s.storedError = error;
  s.signal?.reject(error);
  const reader = s.reader;
  if (reader === undefined) return;
  reader.closed.reject(error);
  handled(reader.closed.promise);
  errorRequests(reader, error);
}

function errorRequests(reader, error) {
  const requests = reader.requests;
  reader.requests = [];
  for (let i = 0; i < requests.length; i++) requests[i].error(error);
}

// Readers ----------------------------------------------------------------------------------------

// What a call of read() waits for. The chunk's promise is resolved with a fresh object.
class ReadRequest {
  constructor() {
    const d = deferred();
    this.promise = d.promise;
    this.resolve = d.resolve;
    this.reject = d.reject;
  }

  chunk(value) {
    const resolve = this.resolve;
    resolve({ value, done: false });
  }

  close(value) {
    const resolve = this.resolve;
    resolve({ value, done: true });
  }

  error(err) {
    const reject = this.reject;
    reject(err);
  }
}

function setupReader(obj, s, byob) {
  const r = { obj, stream: s, requests: [], closed: undefined, byob };
  s.reader = r;
  r.closed = deferred();
  if (s.state === 'closed') {
    r.closed.resolve();
  } else if (s.state === 'errored') {
    r.closed.reject(s.storedError);
    handled(r.closed.promise);
  }
  return r;
}

function releaseReader(r) {
  const s = r.stream;
  const error = invalidState('Reader released');
  if (s.state !== 'readable') r.closed = deferred();
  r.closed.reject(error);
  handled(r.closed.promise);
  if (s.controller.bytes) require('internal/webstreams/bytes').releaseSteps(s.controller);
  s.reader = undefined;
  r.stream = undefined;
  errorRequests(r, invalidState('Releasing reader'));
}

// ReadableStreamDefaultReaderRead
function readFrom(r, request) {
  const s = r.stream;
  s.disturbed = true;
  if (s.state === 'closed') request.close();
  else if (s.state === 'errored') request.error(s.storedError);
  else if (!s.controller.bytes) pullSteps(s.controller, request);
  else require('internal/webstreams/bytes').pullSteps(s.controller, request);
}

class ReadableStreamDefaultReader {
  constructor(stream) {
    if (!has(stream, 'ReadableStream')) {
      throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    }
    if (stream[kState].reader !== undefined) throw invalidState('ReadableStream is locked');
    this[kType] = 'ReadableStreamDefaultReader';
    this[kState] = setupReader(this, stream[kState], false);
  }

  read() {
    if (!has(this, 'ReadableStreamDefaultReader')) {
      return wrongThis('ReadableStreamDefaultReader', this);
    }
    const r = this[kState];
    const s = r.stream;
    if (s === undefined) return rejected(invalidState('The reader is not attached to a stream'));
    const c = s.controller;
    if (s.state === 'readable' && c.head < c.queue.length) {
      // There's something: no request is needed.
      s.disturbed = true;
      return resolved({ done: false, value: takeAny(c) });
    }
    const request = new ReadRequest();
    readFrom(r, request);
    return request.promise;
  }

  releaseLock() {
    const r = record(this, 'ReadableStreamDefaultReader');
    if (r.stream !== undefined) releaseReader(r);
  }

  get closed() {
    if (!has(this, 'ReadableStreamDefaultReader')) {
      return wrongThis('ReadableStreamDefaultReader', this);
    }
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!has(this, 'ReadableStreamDefaultReader')) {
      return wrongThis('ReadableStreamDefaultReader', this);
    }
    const s = this[kState].stream;
    if (s === undefined) return rejected(invalidState('The reader is not attached to a stream'));
    return cancelStream(s, reason);
  }

  [kInspect](depth, options) {
    const r = this[kState];
    return inspectAs(this, depth, options, 'ReadableStreamDefaultReader', {
      stream: r.stream?.obj, readRequests: r.requests.length, close: r.closed.promise,
    });
  }
}
finishClass(ReadableStreamDefaultReader, ['closed', 'read', 'releaseLock', 'cancel']);

class ReadableStreamBYOBReader {
  constructor(stream) {
    if (!has(stream, 'ReadableStream')) {
      throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    }
    const s = stream[kState];
    if (s.reader !== undefined) throw invalidState('ReadableStream is locked');
    if (!s.controller.bytes) {
      throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be a byte stream');
    }
    this[kType] = 'ReadableStreamBYOBReader';
    this[kState] = setupReader(this, s, true);
  }

  async read(view, options = undefined) {
    const r = record(this, 'ReadableStreamBYOBReader');
    if (!ArrayBufferIsView(view)) {
      throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    }
    validateOptions(options, 'options');
    const { isDetached, isShared, viewLength } = require('internal/webstreams/bytes');
    const buffer = view.buffer;
    if (isShared(buffer)) {
      throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    }
    if (view.byteLength === 0 || buffer.byteLength === 0 || isDetached(buffer)) {
      throw invalidState('View or Viewed ArrayBuffer is zero-length or detached');
    }
    const value = options?.min;
    let min = 1;
    if (value !== undefined) {
      min = +value;
      if (!NumberIsFinite(min) || (min = MathTrunc(min)) < 0 || min > NumberMAX_SAFE_INTEGER) {
        throw new ERR_INVALID_ARG_TYPE('options.min', 'integer', value);
      }
      if (min <= 0) {
        throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be greater than 0');
      }
    }
    const { isDataView, length } = viewLength(view);
    if (min > length) {
      throw new ERR_OUT_OF_RANGE(
        'options.min', isDataView ? '<= view.byteLength' : '<= view.length', min);
    }
    if (r.stream === undefined) throw invalidState('The reader is not attached to a stream');
    const request = new ReadRequest();
    readInto(r, view, min, request);
    return request.promise;
  }

  releaseLock() {
    const r = record(this, 'ReadableStreamBYOBReader');
    if (r.stream !== undefined) releaseReader(r);
  }

  get closed() {
    if (!has(this, 'ReadableStreamBYOBReader')) return wrongThis('ReadableStreamBYOBReader', this);
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!has(this, 'ReadableStreamBYOBReader')) return wrongThis('ReadableStreamBYOBReader', this);
    const s = this[kState].stream;
    if (s === undefined) return rejected(invalidState('The reader is not attached to a stream'));
    return cancelStream(s, reason);
  }

  [kInspect](depth, options) {
    const r = this[kState];
    return inspectAs(this, depth, options, 'ReadableStreamBYOBReader', {
      stream: r.stream?.obj, readIntoRequests: r.requests.length, close: r.closed.promise,
    });
  }
}
finishClass(ReadableStreamBYOBReader, ['closed', 'read', 'releaseLock', 'cancel']);

// ReadableStreamBYOBReaderRead
function readInto(r, view, min, request) {
  const s = r.stream;
  s.disturbed = true;
  if (s.state === 'errored') request.error(s.storedError);
  else require('internal/webstreams/bytes').pullInto(s.controller, view, min, request);
}

// The default controller -------------------------------------------------------------------------

class ReadableStreamDefaultController {
  constructor(token = undefined) {
    if (token !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    return desiredSize(record(this, 'ReadableStreamDefaultController'));
  }

  close() {
    const c = record(this, 'ReadableStreamDefaultController');
    if (!canCloseOrEnqueue(c)) throw invalidState('Controller is already closed');
    closeController(c);
  }

  enqueue(chunk = undefined) {
    const c = record(this, 'ReadableStreamDefaultController');
    if (!canCloseOrEnqueue(c)) throw invalidState('Controller is already closed');
    enqueue(c, chunk);
  }

  error(error = undefined) {
    errorController(record(this, 'ReadableStreamDefaultController'), error);
  }

  [kInspect](depth, options) {
    return inspectAs(this, depth, options, 'ReadableStreamDefaultController', {});
  }
}
finishClass(ReadableStreamDefaultController, ['close', 'desiredSize', 'enqueue', 'error']);

function newController(s, hwm, size) {
  const obj = new ReadableStreamDefaultController(kInternal);
  const c = {
    obj, stream: s, queue: [], head: 0, total: 0, bytes: false, started: false,
    closeRequested: false, pullAgain: false, pulling: false, hwm, size, pull: undefined,
    cancel: undefined, onPulled: undefined, onPullFailed: undefined,
  };
  obj[kType] = 'ReadableStreamDefaultController';
  obj[kState] = c;
  s.controller = c;
  return c;
}

function setupController(s, c, startResult) {
  PromisePrototypeThen(startPromise(startResult), () => {
    c.started = true;
    callPullIfNeeded(c);
  }, (err) => errorController(c, err));
}

function canCloseOrEnqueue(c) {
  return !c.closeRequested && c.stream.state === 'readable';
}

function desiredSize(c) {
  const { state } = c.stream;
  if (state === 'errored') return null;
  if (state === 'closed') return 0;
  return c.hwm - c.total;
}

function callPullIfNeeded(c) {
  const s = c.stream;
  if (c.closeRequested || s.state !== 'readable' || !c.started) return;
  if (c.hwm - c.total <= 0 && (s.reader === undefined || s.reader.requests.length === 0)) return;
  runPull(c, callPullIfNeeded, errorController);
}

// Calls pull, and once more afterwards if that was asked for meanwhile.
function runPull(c, again, fail) {
  if (c.pulling) {
    c.pullAgain = true;
    return;
  }
  c.pulling = true;
  if (c.onPulled === undefined) {
    c.onPulled = () => {
      c.pulling = false;
      if (c.pullAgain) {
        c.pullAgain = false;
        again(c);
      }
    };
    c.onPullFailed = (err) => fail(c, err);
  }
  const result = c.pull === undefined ? resolved(undefined) : c.pull();
  PromisePrototypeThen(result, c.onPulled, c.onPullFailed);
}

function clearAlgorithms(c) {
  c.pull = undefined;
  c.cancel = undefined;
  c.size = undefined;
}

function closeController(c) {
  c.closeRequested = true;
  if (c.head === c.queue.length) {
    clearAlgorithms(c);
    closeStream(c.stream);
  }
}

function enqueue(c, chunk) {
  const s = c.stream;
  const reader = s.reader;
  if (reader !== undefined && reader.requests.length > 0) {
    ArrayPrototypeShift(reader.requests).chunk(chunk);
  } else {
    try {
      const sizeFn = c.size;
      enqueueWithSize(c, chunk, sizeFn === undefined ? 1 : sizeFn(chunk));
    } catch (err) {
      errorController(c, err);
      throw err;
    }
  }
  callPullIfNeeded(c);
}

function errorController(c, error) {
  if (c.stream.state !== 'readable') return;
  if (c.bytes) require('internal/webstreams/bytes').clearPending(c);
  resetQueue(c);
  clearAlgorithms(c);
  errorStream(c.stream, error);
}

// The next chunk of either controller's queue.
function takeAny(c) {
  return c.bytes ? require('internal/webstreams/bytes').takeView(c) : takeChunk(c);
}

function takeChunk(c) {
  const chunk = dequeue(c);
  afterTake(c);
  return chunk;
}

function afterTake(c) {
  if (c.closeRequested && c.queue.length === 0) {
    clearAlgorithms(c);
    closeStream(c.stream);
  } else {
    callPullIfNeeded(c);
  }
}

function pullSteps(c, request) {
  if (c.head < c.queue.length) {
    request.chunk(takeChunk(c));
  } else {
    ArrayPrototypePush(c.stream.reader.requests, request);
    callPullIfNeeded(c);
  }
}

// Iteration --------------------------------------------------------------------------------------

const iteratorPrototype = {
  __proto__: ObjectGetPrototypeOf(ObjectGetPrototypeOf((async function* () {}).prototype)),
  next: undefined,
  return: undefined,
};

function newIterator(stream, preventCancel) {
  const reader = new ReadableStreamDefaultReader(stream);
  const r = reader[kState];
  let over = false;
  // The first call of next() waits a turn, so that the stream has started.
  let started = false;
  let ongoing; // The promise of the call before.

  function nextSteps() {
    if (over) return resolved({ done: true, value: undefined });
    if (r.stream === undefined) {
      return rejected(invalidState('The reader is not bound to a ReadableStream'));
    }
    const d = deferred();
    readFrom(r, {
      chunk(value) {
        ongoing = undefined;
        const { resolve } = d;
        resolve({ value, done: false });
      },
      close() {
        ongoing = undefined;
        over = true;
        releaseReader(r);
        const { resolve } = d;
        resolve({ done: true, value: undefined });
      },
      error(err) {
        ongoing = undefined;
        over = true;
        releaseReader(r);
        const { reject } = d;
        reject(err);
      },
    });
    return d.promise;
  }

  async function returnSteps(value) {
    if (over) return { done: true, value };
    over = true;
    if (r.stream === undefined) {
      throw invalidState('The reader is not bound to a ReadableStream');
    }
    if (!preventCancel) {
      const result = cancelStream(r.stream, value);
      releaseReader(r);
      await result;
      return { done: true, value };
    }
    releaseReader(r);
    return { done: true, value };
  }

  return ObjectCreate(iteratorPrototype, {
    next: {
      __proto__: null,
      configurable: true,
      enumerable: true,
      writable: true,
      value: function next() {
        if (!started) {
          started = true;
          ongoing = resolved(undefined);
        }
        if (ongoing === undefined && !over) {
          const { state, controller: c } = r.stream;
          if (state === 'readable' && c.head < c.queue.length) {
            return resolved({ done: false, value: takeAny(c) });
          }
        }
        ongoing = ongoing === undefined ? nextSteps() :
          PromisePrototypeThen(ongoing, nextSteps, nextSteps);
        return ongoing;
      },
    },
    return: {
      __proto__: null,
      configurable: true,
      enumerable: true,
      writable: true,
      value: { return(value) {
        const steps = () => returnSteps(value);
        started = true;
        ongoing = ongoing === undefined ? steps() : PromisePrototypeThen(ongoing, steps, steps);
        return ongoing;
      } }.return,
    },
    [SymbolAsyncIterator]: {
      __proto__: null,
      configurable: true,
      enumerable: true,
      writable: true,
      value: { [SymbolAsyncIterator]() { return this; } }[SymbolAsyncIterator],
    },
  });
}

// ReadableStream.from ----------------------------------------------------------------------------

function fromIterable(iterable) {
  let method = iterable[SymbolAsyncIterator];
  const isSync = method == null;
  if (isSync) method = iterable[SymbolIterator];
  if (typeof method !== 'function') throw new ERR_ARG_NOT_ITERABLE(iterable);
  const iterator = FunctionPrototypeCall(method, iterable);
  if (!isObject(iterator)) {
    throw invalidState('The iterator method must return an object');
  }
  const next = iterator.next;

  function pull() {
    let promise;
    try {
      const result = FunctionPrototypeCall(next, iterator);
      promise = isSync ? fromSyncResult(result) : resolved(result);
    } catch (err) {
      return rejected(err);
    }
    // Not what `then` returns: the next pull follows in the same turn.
    PromisePrototypeThen(promise, (result) => {
      try {
        checkResult(result, 'next');
        if (result.done) closeController(c);
        else enqueue(c, result.value);
      } catch (err) {
        errorController(c, err);
      }
    }, () => {});
    return promise;
  }
  async function cancel(reason) {
    const method = iterator.return;
    if (method == null) return;
    let result = FunctionPrototypeCall(method, iterator, reason);
    result = await (isSync ? fromSyncResult(result) : result);
    checkResult(result, 'return');
  }
  const stream = createReadableStream(undefined, pull, cancel, 0);
  const c = stream[kState].controller;
  return stream;
}

function isObject(value) {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

function checkResult(result, method) {
  if (!isObject(result)) {
    throw invalidState(
      `The promise returned by the iterator.${method}() method must fulfill with an object`);
  }
}

// As %AsyncFromSyncIteratorPrototype% does it: the value is awaited.
function fromSyncResult(result) {
  if (!isObject(result)) return resolved(result);
  const done = !!result.done;
  const value = result.value;
  if (!isObject(value)) return resolved({ done, value });
  return PromisePrototypeThen(resolved(value), (value) => ({ done, value }));
}

module.exports = {
  ReadableStream, ReadableStreamDefaultReader, ReadableStreamBYOBReader,
  ReadableStreamDefaultController, ReadableStreamTee, ReadRequest, createReadableStream,
  createReadableByteStream, cancelStream, closeStream, errorStream, readFrom, readInto,
  releaseReader, afterTake, runPull, clearAlgorithms, closeController, enqueue, errorController,
  canCloseOrEnqueue, desiredSize, invalidState,
};
