// The async iterator of Readables. https://nodejs.org/api/stream.html#readablesymbolasynciterator

const { eos } = require('internal/streams/end-of-stream');
const { destroyer } = require('internal/streams/destroy');
const { aggregateTwoErrors, isWritable, nop } = require('internal/streams/utils');

function toAsyncIterator(stream, options) {
  if (typeof stream.read !== 'function') {
    // An old stream.
    const { Readable } = require('internal/streams/readable');
    stream = Readable.wrap(stream, { objectMode: true });
  }
  const iter = createAsyncIterator(stream, options);
  iter.stream = stream;
  return iter;
}

async function* createAsyncIterator(stream, options) {
  let callback = nop;
  function next(resolve) {
    if (this === stream) {
      callback();
      callback = nop;
    } else {
      callback = resolve;
    }
  }
  stream.on('readable', next);
  // undefined: not over yet; null: over without an error.
  let error;
  const cleanup = eos(stream, { writable: false }, (err) => {
    error = err ? aggregateTwoErrors(error, err) : null;
    callback();
    callback = nop;
  });
  try {
    while (true) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (error) throw error;
      else if (error === null) return;
      else await new Promise(next);
    }
  } catch (err) {
    error = aggregateTwoErrors(error, err);
    throw error;
  } finally {
    // One that has ended destroys itself, once its other half is done, too.
    if ((error || options?.destroyOnReturn !== false) && (error !== null || !isWritable(stream)) &&
        (error === undefined || stream._readableState.autoDestroy)) {
      destroyer(stream, null);
    } else {
      stream.off('readable', next);
      cleanup();
    }
  }
}

module.exports = toAsyncIterator;
