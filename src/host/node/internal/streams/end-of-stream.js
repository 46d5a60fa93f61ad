// stream.finished: tells once when a stream is over, well or not.
// https://nodejs.org/api/stream.html#streamfinishedstream-options-callback

const process = require('process');
const {
  AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE },
} = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateObject,
} = require('internal/validators');
const {
  isClosed, isNodeStream, isReadable, isReadableErrored, isReadableFinished, isReadableNodeStream,
  isReadableStream, isRequest, isWritable, isWritableErrored, isWritableFinished,
  isWritableNodeStream, isWritableStream, kIsClosedPromise, nop, once,
  willEmitClose: streamWillEmitClose,
} = require('internal/streams/utils');

const { get: getContext, set: setContext } = internalBinding('async_context');

// The function with the AsyncLocalStorage context of now, whoever calls it.
function bindContext(fn) {
  const context = getContext();
  if (context === undefined) return fn;
  return function(...args) {
    const before = getContext();
    setContext(context);
    try {
      return ReflectApply(fn, this, args);
    } finally {
      setContext(before);
    }
  };
}

function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  callback = once(bindContext(callback));

  if (isReadableStream(stream) || isWritableStream(stream)) {
    return eosWeb(stream, options, callback);
  }
  if (!isNodeStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE(
      'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }

  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  const wState = stream._writableState;
  const rState = stream._readableState;

  function onlegacyfinish() {
    if (!stream.writable) onfinish();
  }

  // With 'close' to come it waits for that, if it asks for all that the stream has.
  let willEmitClose = streamWillEmitClose(stream) &&
    isReadableNodeStream(stream) === readable && isWritableNodeStream(stream) === writable;

  let writableFinished = isWritableFinished(stream, false);
  function onfinish() {
    writableFinished = true;
    // A stream that is destroyed by hand in 'finish' may never emit 'close'.
    if (stream.destroyed) willEmitClose = false;
    if (willEmitClose && (!stream.readable || readable)) return;
    if (!readable || readableFinished) FunctionPrototypeCall(callback, stream);
  }

  let readableFinished = isReadableFinished(stream, false);
  function onend() {
    readableFinished = true;
    if (stream.destroyed) willEmitClose = false;
    if (willEmitClose && (!stream.writable || writable)) return;
    if (!writable || writableFinished) FunctionPrototypeCall(callback, stream);
  }

  function onerror(err) {
    FunctionPrototypeCall(callback, stream, err);
  }

  // The error of a stream that is closed; null if all is well.
  function closeError() {
    const error = knownError();
    if (error !== null) return error;
    if ((readable && !readableFinished && isReadableNodeStream(stream, true) &&
          !isReadableFinished(stream, false)) ||
        (writable && !writableFinished && !isWritableFinished(stream, false))) {
      return new ERR_STREAM_PREMATURE_CLOSE();
    }
    return null;
  }
  function knownError() {
    const errored = isWritableErrored(stream) || isReadableErrored(stream);
    return errored && typeof errored !== 'boolean' ? errored : null;
  }
  function onclose() {
    const error = closeError();
    if (error === null) FunctionPrototypeCall(callback, stream);
    else FunctionPrototypeCall(callback, stream, error);
  }

  // It may be over already.
  let result;
  if (isClosed(stream)) {
    result = closeError();
  } else if (wState?.errorEmitted || rState?.errorEmitted) {
    if (!willEmitClose) result = knownError();
  } else if (!readable && (!willEmitClose || isReadable(stream)) &&
      (writableFinished || isWritable(stream) === false) &&
      (wState == null || wState.pendingcb === undefined || wState.pendingcb === 0)) {
    result = knownError();
  } else if (!writable && (!willEmitClose || isWritable(stream)) &&
      (readableFinished || isReadable(stream) === false)) {
    result = knownError();
  } else if (rState && stream.req && stream.aborted) {
    result = knownError();
  } else if (options.signal?.aborted) {
    process.nextTick(() => {
      FunctionPrototypeCall(
        callback, stream, new AbortError(undefined, { cause: options.signal.reason }));
    });
    return () => {
      callback = nop;
    };
  }
  if (result !== undefined) {
    if (options.error !== false) stream.on('error', nop);
    process.nextTick(() => {
      if (result === null) FunctionPrototypeCall(callback, stream);
      else FunctionPrototypeCall(callback, stream, result);
    });
    return function cleanup() {
      callback = nop;
      stream.removeListener('error', nop);
    };
  }

  function onrequest() {
    stream.req.on('finish', onfinish);
  }

  if (isRequest(stream)) {
    stream.on('complete', onfinish);
    if (!willEmitClose) stream.on('abort', onclose);
    if (stream.req) onrequest();
    else stream.on('request', onrequest);
  } else if (writable && !wState) {
    // A stream of old.
    stream.on('end', onlegacyfinish);
    stream.on('close', onlegacyfinish);
  }
  // An aborted message that doesn't emit 'close'.
  if (!willEmitClose && typeof stream.aborted === 'boolean') stream.on('aborted', onclose);

  stream.on('end', onend);
  stream.on('finish', onfinish);
  if (options.error !== false) stream.on('error', onerror);
  stream.on('close', onclose);

  function cleanup() {
    callback = nop;
    stream.removeListener('aborted', onclose);
    stream.removeListener('complete', onfinish);
    stream.removeListener('abort', onclose);
    stream.removeListener('request', onrequest);
    if (stream.req) stream.req.removeListener('finish', onfinish);
    stream.removeListener('end', onlegacyfinish);
    stream.removeListener('close', onlegacyfinish);
    stream.removeListener('finish', onfinish);
    stream.removeListener('end', onend);
    stream.removeListener('error', onerror);
    stream.removeListener('close', onclose);
  }

  if (options.signal) {
    function abort() {
      // cleanup() forgets the callback.
      const endCallback = callback;
      cleanup();
      FunctionPrototypeCall(
        endCallback, stream, new AbortError(undefined, { cause: options.signal.reason }));
    }
    callback = onAbort(stream, options.signal, abort, callback);
  }
  return cleanup;
}

// Calls abort if the signal says so before the callback, which is returned wrapped.
function onAbort(stream, signal, abort, callback) {
  if (signal.aborted) {
    process.nextTick(abort);
    return callback;
  }
  const disposable = require('events').addAbortListener(signal, abort);
  return once((...args) => {
    disposable[SymbolDispose]();
    ReflectApply(callback, stream, args);
  });
}

function eosWeb(stream, options, callback) {
  let isAborted = false;
  if (options.signal) {
    const original = callback;
    callback = onAbort(stream, options.signal, () => {
      isAborted = true;
      FunctionPrototypeCall(
        original, stream, new AbortError(undefined, { cause: options.signal.reason }));
    }, callback);
  }
  function onsettled(...args) {
    if (!isAborted) process.nextTick(() => ReflectApply(callback, stream, args));
  }
  PromisePrototypeThen(stream[kIsClosedPromise].promise, onsettled, onsettled);
  return nop;
}

// stream/promises.finished
function finished(stream, opts) {
  let autoCleanup = false;
  if (opts === null || opts === undefined) opts = {};
  if (opts.cleanup) {
    validateBoolean(opts.cleanup, 'cleanup');
    autoCleanup = opts.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = eos(stream, opts, (err) => {
      if (autoCleanup) cleanup();
      if (err) reject(err);
      else resolve();
    });
  });
}

module.exports = { eos, finished };
