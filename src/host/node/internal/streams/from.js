// Readable.from: a stream of what an iterable gives.
// https://nodejs.org/api/stream.html#streamreadablefromiterable-options

const process = require('process');
const { Buffer } = require('buffer');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES },
} = require('internal/errors');

function from(Readable, iterable, opts) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    // One chunk, not its characters.
    return new Readable({
      objectMode: true,
      ...opts,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }
  let iterator;
  let isAsync;
  if (iterable?.[SymbolAsyncIterator]) {
    isAsync = true;
    iterator = iterable[SymbolAsyncIterator]();
  } else if (iterable?.[SymbolIterator]) {
    isAsync = false;
    iterator = iterable[SymbolIterator]();
  } else {
    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  }
  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...opts });
  const originalDestroy = readable._destroy;
  // Whether values are fetched now; and whether a synchronous iterator has given a promise.
  let reading = false;
  let asyncValues = false;

  readable._read = function() {
    if (reading) return;
    reading = true;
    if (isAsync) nextAsync();
    else if (asyncValues) nextAsyncValues();
    else nextSync();
  };
  readable._destroy = function(error, cb) {
    FunctionPrototypeCall(originalDestroy, this, error, (destroyError) => {
      const combined = destroyError || error;
      PromisePrototypeThen(
        close(combined),
        () => process.nextTick(cb, combined),
        (closeError) => process.nextTick(cb, closeError || combined),
      );
    });
  };

  async function close(error) {
    if (error !== undefined && error !== null && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  // Whether there's room for more.
  function push(value) {
    if (value === null) {
      reading = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    if (readable.push(value)) return true;
    reading = false;
    return false;
  }

  function nextSync() {
    try {
      while (true) {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (value && typeof value.then === 'function') {
          asyncValues = true;
          pushFirstPromise(value);
          return;
        }
        if (!push(value)) return;
      }
    } catch (err) {
      readable.destroy(err);
    }
  }

  async function pushFirstPromise(value) {
    try {
      if (push(await value)) nextAsyncValues();
    } catch (err) {
      readable.destroy(err);
    }
  }

  async function nextAsyncValues() {
    try {
      while (true) {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!push(value && typeof value.then === 'function' ? await value : value)) return;
      }
    } catch (err) {
      readable.destroy(err);
    }
  }

  async function nextAsync() {
    try {
      while (true) {
        const { value, done } = await iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!push(value)) return;
      }
    } catch (err) {
      readable.destroy(err);
    }
  }

  return readable;
}

module.exports = from;
