// The methods of Readable that work like those of arrays: map, filter, take, reduce, ...
// https://nodejs.org/api/stream.html#readablemapfn-options

const {
  AbortError, codes: { ERR_MISSING_ARGS, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const {
  validateAbortSignal, validateFunction, validateInteger, validateObject,
} = require('internal/validators');

const kEmpty = Symbol('kEmpty');
const kEof = Symbol('kEof');

function validateOptions(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
}

function compose(source, stream, options) {
  validateOptions(options);
  const composed = require('internal/streams/compose')(source, stream);
  if (options?.signal) {
    require('internal/streams/add-abort-signal')
      .addAbortSignalNoValidate(options.signal, composed);
  }
  return composed;
}

function map(fn, options) {
  validateFunction(fn, 'fn');
  validateOptions(options);
  let concurrency = 1;
  if (options?.concurrency != null) concurrency = MathFloor(options.concurrency);
  let highWaterMark = concurrency - 1;
  if (options?.highWaterMark != null) highWaterMark = MathFloor(options.highWaterMark);
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(highWaterMark, 'options.highWaterMark', 0);
  return mapValues(this, fn, options, concurrency, highWaterMark + concurrency);
}

// Reads ahead: a pump calls fn and queues the promises, in order; the generator yields them.
async function* mapValues(stream, fn, options, concurrency, highWaterMark) {
  const { AbortSignal } = internalBinding('globals');
  const signal = AbortSignal.any(options?.signal ? [options.signal] : []);
  const queue = [];
  const signalOpt = { signal };
  let next;
  let resume;
  let done = false;
  let count = 0;

  function onCatch() {
    done = true;
    afterItemProcessed();
  }
  function afterItemProcessed() {
    count -= 1;
    maybeResume();
  }
  function maybeResume() {
    if (resume && !done && count < concurrency && queue.length < highWaterMark) {
      resume();
      resume = null;
    }
  }
  function add(item) {
    ArrayPrototypePush(queue, item);
  }

  async function pump() {
    try {
      for await (let val of stream) {
        if (done) return;
        if (signal.aborted) throw new AbortError();
        try {
          val = fn(val, signalOpt);
          if (val === kEmpty) continue;
          val = PromiseResolve(val);
        } catch (err) {
          val = PromiseReject(err);
        }
        count += 1;
        PromisePrototypeThen(val, afterItemProcessed, onCatch);
        add(val);
        if (next) {
          next();
          next = null;
        }
        if (!done && (queue.length >= highWaterMark || count >= concurrency)) {
          await new Promise((resolve) => {
            resume = resolve;
          });
        }
      }
      add(kEof);
    } catch (err) {
      const val = PromiseReject(err);
      PromisePrototypeThen(val, afterItemProcessed, onCatch);
      add(val);
    } finally {
      done = true;
      if (next) {
        next();
        next = null;
      }
    }
  }

  pump();
  try {
    while (true) {
      while (queue.length > 0) {
        const val = await queue[0];
        if (val === kEof) return;
        if (signal.aborted) throw new AbortError();
        if (val !== kEmpty) yield val;
        ArrayPrototypeShift(queue);
        maybeResume();
      }
      await new Promise((resolve) => {
        next = resolve;
      });
    }
  } finally {
    done = true;
    if (resume) {
      resume();
      resume = null;
    }
  }
}

function callMap(stream, fn, options) {
  return FunctionPrototypeCall(map, stream, fn, options);
}

function filter(fn, options) {
  validateFunction(fn, 'fn');
  return callMap(this, async function filterFn(value, opts) {
    return await fn(value, opts) ? value : kEmpty;
  }, options);
}

async function some(fn, options) {
  for await (const _ of FunctionPrototypeCall(filter, this, fn, options)) return true;
  return false;
}

async function every(fn, options) {
  validateFunction(fn, 'fn');
  // Every one does if there's none that doesn't.
  return !(await FunctionPrototypeCall(some, this, async (value, opts) => {
    return !(await fn(value, opts));
  }, options));
}

async function find(fn, options) {
  for await (const result of FunctionPrototypeCall(filter, this, fn, options)) return result;
  return undefined;
}

async function forEach(fn, options) {
  validateFunction(fn, 'fn');
  for await (const _ of callMap(this, async function forEachFn(value, opts) {
    await fn(value, opts);
    return kEmpty;
  }, options));
}

async function reduce(reducer, initialValue, options) {
  validateFunction(reducer, 'reducer');
  validateOptions(options);
  let hasValue = arguments.length > 1;
  if (options?.signal?.aborted) {
    const err = new AbortError(undefined, { cause: options.signal.reason });
    this.once('error', () => {}); // The promise tells of it.
    await require('internal/streams/end-of-stream').finished(this.destroy(err));
    throw err;
  }
  const { AbortController } = internalBinding('globals');
  const ac = new AbortController();
  const signal = ac.signal;
  let disposable;
  if (options?.signal) {
    disposable = require('events').addAbortListener(options.signal, () => ac.abort());
  }
  let any = false;
  try {
    for await (const value of this) {
      any = true;
      if (options?.signal?.aborted) throw new AbortError();
      if (!hasValue) {
        initialValue = value;
        hasValue = true;
      } else {
        initialValue = await reducer(initialValue, value, { signal });
      }
    }
    if (!any && !hasValue) {
      const err = new ERR_MISSING_ARGS('reduce');
      err.message = 'Reduce of an empty stream requires an initial value';
      throw err;
    }
  } finally {
    disposable?.[SymbolDispose]();
    ac.abort();
  }
  return initialValue;
}

async function toArray(options) {
  validateOptions(options);
  const result = [];
  for await (const val of this) {
    if (options?.signal?.aborted) {
      throw new AbortError(undefined, { cause: options.signal.reason });
    }
    ArrayPrototypePush(result, val);
  }
  return result;
}

function flatMap(fn, options) {
  const values = callMap(this, fn, options);
  return FunctionPrototypeCall(async function* flatMap() {
    for await (const val of values) yield* val;
  }, this);
}

function toIntegerOrInfinity(number) {
  // As the iterator helpers do it.
  number = Number(number);
  if (NumberIsNaN(number)) return 0;
  if (number < 0) throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

function drop(number, options) {
  validateOptions(options);
  number = toIntegerOrInfinity(number);
  return FunctionPrototypeCall(async function* drop() {
    if (options?.signal?.aborted) throw new AbortError();
    for await (const val of this) {
      if (options?.signal?.aborted) throw new AbortError();
      if (number-- <= 0) yield val;
    }
  }, this);
}

function take(number, options) {
  validateOptions(options);
  number = toIntegerOrInfinity(number);
  return FunctionPrototypeCall(async function* take() {
    if (options?.signal?.aborted) throw new AbortError();
    for await (const val of this) {
      if (options?.signal?.aborted) throw new AbortError();
      if (number-- > 0) yield val;
      // Don't ask for one more than is wanted.
      if (number <= 0) return;
    }
  }, this);
}

module.exports = {
  drop, filter, flatMap, map, take, every, forEach, reduce, toArray, some, find, compose,
};
