// The controller of byte streams, and the request that is filled in place.
// https://streams.spec.whatwg.org/#rbs-controller-class
//
// `pending` lists the buffers to be filled; an entry's reader is 'byob', 'default' (a buffer of
// autoAllocateChunkSize) or 'none' once the reader has been released.

const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const {
  finishClass, inspectAs, kInspect, kInternal, kState, kType, record, shift, startPromise,
} = require('internal/webstreams/util');
const {
  clearAlgorithms, closeStream, desiredSize, errorController, invalidState, runPull,
} = require('internal/webstreams/readable');

const constructors = {
  __proto__: null, Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array,
  Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array,
};

function isDetached(buffer) {
  return ArrayBufferPrototypeGetDetached(buffer);
}

function isShared(buffer) {
  try {
    ArrayBufferPrototypeGetByteLength(buffer);
    return false;
  } catch {
    return true;
  }
}

function transfer(buffer) {
  return ArrayBufferPrototypeTransfer(buffer);
}

// The parts of a view, read past what a script may have patched.
function viewParts(view) {
  if (TypedArrayPrototypeGetSymbolToStringTag(view) === undefined) {
    return {
      buffer: DataViewPrototypeGetBuffer(view),
      byteOffset: DataViewPrototypeGetByteOffset(view),
      byteLength: DataViewPrototypeGetByteLength(view),
    };
  }
  return {
    buffer: TypedArrayPrototypeGetBuffer(view),
    byteOffset: TypedArrayPrototypeGetByteOffset(view),
    byteLength: TypedArrayPrototypeGetByteLength(view),
  };
}

function viewLength(view) {
  const isDataView = TypedArrayPrototypeGetSymbolToStringTag(view) === undefined;
  return { isDataView, length: isDataView ? view.byteLength : view.length };
}

class ReadableStreamBYOBRequest {
  constructor(token = undefined) {
    if (token !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get view() {
    return record(this, 'ReadableStreamBYOBRequest').view;
  }

  respond(bytesWritten) {
    const request = record(this, 'ReadableStreamBYOBRequest');
    const { view, controller } = request;
    if (controller === undefined) throw invalidState('This BYOB request has been invalidated');
    if (isDetached(view.buffer)) throw invalidState('Viewed ArrayBuffer is detached');
    respond(controller, bytesWritten);
  }

  respondWithNewView(view) {
    const request = record(this, 'ReadableStreamBYOBRequest');
    if (!ArrayBufferIsView(view)) {
      throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    }
    if (request.controller === undefined) {
      throw invalidState('This BYOB request has been invalidated');
    }
    const { buffer } = viewParts(view);
    if (isShared(buffer)) {
      throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    }
    if (isDetached(buffer)) throw invalidState('Viewed ArrayBuffer is detached');
    respondWithNewView(request.controller, view);
  }

  [kInspect](depth, options) {
    const request = this[kState];
    return inspectAs(this, depth, options, 'ReadableStreamBYOBRequest', {
      view: request.view, controller: request.controller?.obj,
    });
  }
}
finishClass(ReadableStreamBYOBRequest, ['view', 'respond', 'respondWithNewView']);

class ReadableByteStreamController {
  constructor(token = undefined) {
    if (token !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get byobRequest() {
    return getByobRequest(record(this, 'ReadableByteStreamController'));
  }

  get desiredSize() {
    return desiredSize(record(this, 'ReadableByteStreamController'));
  }

  close() {
    const c = record(this, 'ReadableByteStreamController');
    if (c.closeRequested) throw invalidState('Controller is already closed');
    if (c.stream.state !== 'readable') throw invalidState('ReadableStream is already closed');
    closeBytes(c);
  }

  enqueue(chunk) {
    const c = record(this, 'ReadableByteStreamController');
    if (!ArrayBufferIsView(chunk)) {
      throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], chunk);
    }
    const { buffer, byteLength } = viewParts(chunk);
    if (isShared(buffer)) {
      throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], chunk);
    }
    if (byteLength === 0 || buffer.byteLength === 0) {
      throw invalidState('chunk ArrayBuffer is zero-length or detached');
    }
    if (c.closeRequested) throw invalidState('Controller is already closed');
    if (c.stream.state !== 'readable') throw invalidState('ReadableStream is already closed');
    enqueueBytes(c, chunk);
  }

  error(error = undefined) {
    errorController(record(this, 'ReadableByteStreamController'), error);
  }

  [kInspect](depth, options) {
    return inspectAs(this, depth, options, 'ReadableByteStreamController', {});
  }
}
finishClass(ReadableByteStreamController,
  ['byobRequest', 'desiredSize', 'close', 'enqueue', 'error']);

function newByteController(s, hwm, autoAllocate) {
  const obj = new ReadableByteStreamController(kInternal);
  const c = {
    obj, stream: s, queue: [], head: 0, total: 0, bytes: true, started: false,
    closeRequested: false, pullAgain: false, pulling: false, hwm, size: undefined,
    pull: undefined, cancel: undefined, onPulled: undefined, onPullFailed: undefined,
    autoAllocate, pending: [], byobRequest: null,
  };
  obj[kType] = 'ReadableByteStreamController';
  obj[kState] = c;
  s.controller = c;
  return c;
}

function setupByteController(s, c, startResult) {
  PromisePrototypeThen(startPromise(startResult), () => {
    c.started = true;
    callPullBytes(c);
  }, (err) => errorController(c, err));
}

function callPullBytes(c) {
  const s = c.stream;
  if (s.state !== 'readable' || c.closeRequested || !c.started) return;
  if ((s.reader === undefined || s.reader.requests.length === 0) && c.hwm - c.total <= 0) return;
  runPull(c, callPullBytes, errorController);
}

// Requests ---------------------------------------------------------------------------------------

function getByobRequest(c) {
  if (c.byobRequest === null && c.pending.length > 0) {
    const d = c.pending[0];
    const request = new ReadableStreamBYOBRequest(kInternal);
    request[kType] = 'ReadableStreamBYOBRequest';
    request[kState] = {
      controller: c,
      view: new Uint8Array(d.buffer, d.byteOffset + d.filled, d.byteLength - d.filled),
    };
    c.byobRequest = request;
  }
  return c.byobRequest;
}

function invalidateRequest(c) {
  if (c.byobRequest === null) return;
  const request = c.byobRequest[kState];
  request.controller = undefined;
  request.view = null;
  c.byobRequest = null;
}

function clearPending(c) {
  invalidateRequest(c);
  c.pending = [];
}

function shiftPending(c) {
  return ArrayPrototypeShift(c.pending);
}

function closeBytes(c) {
  if (c.closeRequested || c.stream.state !== 'readable') return;
  if (c.total > 0) {
    c.closeRequested = true;
    return;
  }
  if (c.pending.length > 0) {
    const d = c.pending[0];
    if (d.filled % d.elementSize !== 0) {
      const error = invalidState('Partial read');
      errorController(c, error);
      throw error;
    }
  }
  clearAlgorithms(c);
  closeStream(c.stream);
}

function commit(c, d) {
  const s = c.stream;
  const done = s.state === 'closed';
  const view = convert(d);
  const request = ArrayPrototypeShift(s.reader.requests);
  if (done) request.close(view);
  else request.chunk(view);
}

function commitAll(c, list) {
  for (let i = 0; i < list.length; i++) commit(c, list[i]);
}

// The view that the reader gets, with a buffer of its own.
function convert(d) {
  const Class = d.ctor;
  return new Class(transfer(d.buffer), d.byteOffset, d.filled / d.elementSize);
}

function hasReader(c, byob) {
  const reader = c.stream.reader;
  return reader !== undefined && reader.byob === byob;
}

function enqueueBytes(c, chunk) {
  const s = c.stream;
  if (c.closeRequested || s.state !== 'readable') return;
  const { buffer, byteOffset, byteLength } = viewParts(chunk);
  if (isDetached(buffer)) throw invalidState('chunk ArrayBuffer is zero-length or detached');
  const own = transfer(buffer);
  if (c.pending.length > 0) {
    const d = c.pending[0];
    if (isDetached(d.buffer)) throw invalidState('Destination ArrayBuffer is detached');
    invalidateRequest(c);
    d.buffer = transfer(d.buffer);
    if (d.reader === 'none') enqueueDetached(c, d);
  }
  if (hasReader(c, false)) {
    serveRequestsFromQueue(c);
    const { requests } = s.reader;
    if (requests.length === 0) {
      pushChunk(c, own, byteOffset, byteLength);
    } else {
      if (c.pending.length > 0) shiftPending(c);
      ArrayPrototypeShift(requests).chunk(new Uint8Array(own, byteOffset, byteLength));
    }
  } else if (hasReader(c, true)) {
    pushChunk(c, own, byteOffset, byteLength);
    commitAll(c, fillPending(c));
  } else {
    pushChunk(c, own, byteOffset, byteLength);
  }
  callPullBytes(c);
}

function pushChunk(c, buffer, byteOffset, byteLength) {
  ArrayPrototypePush(c.queue, { buffer, byteOffset, byteLength });
  c.total += byteLength;
}

function pushClone(c, buffer, byteOffset, byteLength) {
  let clone;
  try {
    clone = ArrayBufferPrototypeSlice(buffer, byteOffset, byteOffset + byteLength);
  } catch (err) {
    errorController(c, err);
    throw err;
  }
  pushChunk(c, clone, 0, byteLength);
}

function enqueueDetached(c, d) {
  if (d.filled > 0) pushClone(c, d.buffer, d.byteOffset, d.filled);
  shiftPending(c);
}

// Copies from the queue into a buffer; whether that has enough now.
function fill(c, d) {
  const max = MathMin(c.total, d.byteLength - d.filled);
  const maxFilled = d.filled + max;
  let left = max;
  let ready = false;
  const aligned = maxFilled - maxFilled % d.elementSize;
  if (aligned >= d.minimum) {
    left = aligned - d.filled;
    ready = true;
  }
  while (left > 0) {
    const entry = c.queue[c.head];
    const n = MathMin(left, entry.byteLength);
    TypedArrayPrototypeSet(new Uint8Array(d.buffer, d.byteOffset + d.filled, n),
      new Uint8Array(entry.buffer, entry.byteOffset, n));
    if (entry.byteLength === n) {
      shift(c);
    } else {
      entry.byteOffset += n;
      entry.byteLength -= n;
    }
    c.total -= n;
    d.filled += n;
    left -= n;
  }
  return ready;
}

function handleQueueDrain(c) {
  if (c.total === 0 && c.closeRequested) {
    clearAlgorithms(c);
    closeStream(c.stream);
  } else {
    callPullBytes(c);
  }
}

function takeView(c) {
  const { buffer, byteOffset, byteLength } = shift(c);
  c.total -= byteLength;
  handleQueueDrain(c);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function serveFromQueue(c, request) {
  request.chunk(takeView(c));
}

function serveRequestsFromQueue(c) {
  const { reader } = c.stream;
  while (reader.requests.length > 0 && c.total !== 0) {
    serveFromQueue(c, ArrayPrototypeShift(reader.requests));
  }
}

// The buffers which the queue has filled, in order.
function fillPending(c) {
  const filled = [];
  while (c.pending.length > 0 && c.total !== 0) {
    const d = c.pending[0];
    if (!fill(c, d)) break;
    shiftPending(c);
    ArrayPrototypePush(filled, d);
  }
  return filled;
}

function pullInto(c, view, min, request) {
  const s = c.stream;
  const tag = TypedArrayPrototypeGetSymbolToStringTag(view);
  const ctor = tag === undefined ? DataView : constructors[tag] ?? view.constructor;
  const elementSize = tag === undefined ? 1 : ctor.BYTES_PER_ELEMENT;
  const { buffer, byteOffset, byteLength } = viewParts(view);
  let own;
  try {
    own = transfer(buffer);
  } catch (err) {
    request.error(err);
    return;
  }
  const d = {
    buffer: own, bufferByteLength: own.byteLength, byteOffset, byteLength, filled: 0,
    minimum: min * elementSize, elementSize, ctor, reader: 'byob',
  };
  if (c.pending.length > 0) {
    ArrayPrototypePush(c.pending, d);
    ArrayPrototypePush(s.reader.requests, request);
    return;
  }
  if (s.state === 'closed') {
    request.close(new ctor(d.buffer, d.byteOffset, 0));
    return;
  }
  if (c.total > 0) {
    if (fill(c, d)) {
      const result = convert(d);
      handleQueueDrain(c);
      request.chunk(result);
      return;
    }
    if (c.closeRequested) {
      const error = invalidState('ReadableStream closed');
      errorController(c, error);
      request.error(error);
      return;
    }
  }
  ArrayPrototypePush(c.pending, d);
  ArrayPrototypePush(s.reader.requests, request);
  callPullBytes(c);
}

function respond(c, bytesWritten) {
  const written = +bytesWritten;
  if (!(written >= 0) || written === Infinity) {
    throw new ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
  }
  const d = c.pending[0];
  if (c.stream.state === 'closed') {
    if (written !== 0) throw new ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
  } else {
    if (written === 0) throw new ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
    if (d.filled + written > d.byteLength) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', bytesWritten);
    }
  }
  d.buffer = transfer(d.buffer);
  respondInternal(c, written);
}

function respondWithNewView(c, view) {
  const { buffer, byteOffset, byteLength } = viewParts(view);
  const d = c.pending[0];
  if (c.stream.state === 'closed') {
    if (byteLength !== 0) throw invalidState('View is not zero-length');
  } else if (byteLength === 0) {
    throw invalidState('View is zero-length');
  }
  if (d.byteOffset + d.filled !== byteOffset || d.bufferByteLength !== buffer.byteLength ||
      d.filled + byteLength > d.byteLength) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  d.buffer = transfer(buffer);
  respondInternal(c, byteLength);
}

function respondInternal(c, written) {
  const d = c.pending[0];
  invalidateRequest(c);
  if (c.stream.state === 'closed') respondInClosed(c, d);
  else respondInReadable(c, written, d);
  callPullBytes(c);
}

function respondInClosed(c, d) {
  if (d.reader === 'none') shiftPending(c);
  if (!hasReader(c, true)) return;
  const list = [];
  while (list.length < c.stream.reader.requests.length) ArrayPrototypePush(list, shiftPending(c));
  commitAll(c, list);
}

function respondInReadable(c, written, d) {
  d.filled += written;
  if (d.reader === 'none') {
    enqueueDetached(c, d);
    commitAll(c, fillPending(c));
    return;
  }
  if (d.filled < d.minimum) return;
  shiftPending(c);
  const rest = d.filled % d.elementSize;
  if (rest > 0) pushClone(c, d.buffer, d.byteOffset + d.filled - rest, rest);
  d.filled -= rest;
  const list = fillPending(c);
  commit(c, d);
  commitAll(c, list);
}

function pullSteps(c, request) {
  if (c.total > 0) {
    serveFromQueue(c, request);
    return;
  }
  if (c.autoAllocate !== undefined) {
    let buffer;
    try {
      buffer = new ArrayBuffer(c.autoAllocate);
    } catch (err) {
      request.error(err);
      return;
    }
    ArrayPrototypePush(c.pending, {
      buffer, bufferByteLength: c.autoAllocate, byteOffset: 0, byteLength: c.autoAllocate,
      filled: 0, minimum: 1, elementSize: 1, ctor: Uint8Array, reader: 'default',
    });
  }
  ArrayPrototypePush(c.stream.reader.requests, request);
  callPullBytes(c);
}

function releaseSteps(c) {
  if (c.pending.length > 0) {
    c.pending[0].reader = 'none';
    c.pending = [c.pending[0]];
  }
}

module.exports = {
  ReadableStreamBYOBRequest, ReadableByteStreamController, newByteController,
  setupByteController, isDetached, isShared, viewLength, viewParts, clearPending, closeBytes,
  takeView, enqueueBytes, getByobRequest, pullInto, pullSteps, releaseSteps, respond,
  respondWithNewView,
};
