// Timers that return promises: https://nodejs.org/api/timers.html#timers-promises-api

const timers = internalBinding('globals');
const {
  AbortError,
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS },
} = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateNumber, validateObject,
} = require('internal/validators');

const kScheduler = Symbol('kScheduler');

const abortError = (signal) => new AbortError(undefined, { cause: signal?.reason });

function checkOptions(options) {
  validateObject(options, 'options');
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  if (options.ref !== undefined) validateBoolean(options.ref, 'options.ref');
}

function onAbort(signal, listener) {
  const { kResistStopPropagation } = internalBinding('event_target');
  signal.addEventListener('abort', listener, { __proto__: null, [kResistStopPropagation]: true });
}

// A promise for what a timer gives, which `signal` can abort.
function wait(start, clear, value, { signal, ref = true }) {
  if (signal?.aborted) return PromiseReject(abortError(signal));
  const { promise, resolve, reject } = PromiseWithResolvers();
  const timer = start(resolve, value);
  if (!ref) timer.unref();
  if (!signal) return promise;
  const cancel = () => {
    clear(timer);
    reject(abortError(signal));
  };
  onAbort(signal, cancel);
  return PromisePrototypeFinally(promise, () => signal.removeEventListener('abort', cancel));
}

function setTimeout(delay, value, options = { __proto__: null }) {
  try {
    if (delay !== undefined) validateNumber(delay, 'delay');
    checkOptions(options);
  } catch (error) {
    return PromiseReject(error);
  }
  const start = (resolve, value) => timers.setTimeout(resolve, delay, value);
  return wait(start, timers.clearTimeout, value, options);
}

function setImmediate(value, options = { __proto__: null }) {
  try {
    checkOptions(options);
  } catch (error) {
    return PromiseReject(error);
  }
  return wait(timers.setImmediate, timers.clearImmediate, value, options);
}

// Times at which nobody was waiting count: they are given at once later.
async function* setInterval(delay, value, options = { __proto__: null }) {
  if (delay !== undefined) validateNumber(delay, 'delay');
  checkOptions(options);
  const { signal, ref = true } = options;
  if (signal?.aborted) throw abortError(signal);

  let due = 0;
  let wake;
  let timer;
  const cancel = () => {
    timers.clearInterval(timer);
    wake?.(PromiseReject(abortError(signal)));
    wake = undefined;
  };
  try {
    timer = timers.setInterval(() => {
      due++;
      wake?.();
      wake = undefined;
    }, delay);
    if (!ref) timer.unref();
    if (signal) onAbort(signal, cancel);
    while (!signal?.aborted) {
      if (due === 0) await new Promise((resolve) => { wake = resolve; });
      for (; due > 0; due--) yield value;
    }
    throw abortError(signal);
  } finally {
    timers.clearInterval(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

function checkScheduler(scheduler) {
  if (!scheduler[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
}

class Scheduler {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  yield() {
    checkScheduler(this);
    return setImmediate();
  }

  wait(delay, options) {
    checkScheduler(this);
    return setTimeout(delay, undefined, options);
  }
}

const scheduler = ObjectCreate(Scheduler.prototype);
scheduler[kScheduler] = true;

module.exports = {
  setTimeout,
  setImmediate,
  setInterval,
  scheduler,
};
