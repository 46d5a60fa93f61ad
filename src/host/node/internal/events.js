// The parts of `events` that programs use seldom: https://nodejs.org/api/events.html

const EventEmitter = require('events');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const {
  validateAbortSignal, validateFunction, validateInteger, validateObject, validateString,
} = require('internal/validators');

const kWatermarkData = SymbolFor('nodejs.watermarkData');

const eventTargets = () => internalBinding('event_target');
const isEventTarget = (value) => eventTargets().isEventTarget(value);

const wrongEmitter = (value) =>
  new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], value);

// A listener of an emitter or of an EventTarget.
function listen(target, name, listener, flags) {
  if (typeof target.on === 'function') {
    if (flags?.once) target.once(name, listener);
    else target.on(name, listener);
  } else if (typeof target.addEventListener === 'function') {
    target.addEventListener(name, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', target);
  }
}

function unlisten(target, name, listener, flags) {
  if (typeof target.removeListener === 'function') {
    target.removeListener(name, listener);
  } else if (typeof target.removeEventListener === 'function') {
    target.removeEventListener(name, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', target);
  }
}

const onceFlags = () => ({
  __proto__: null, once: true, [eventTargets().kResistStopPropagation]: true,
});

function checkedSignal(options) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw abortError(signal);
  return signal;
}

const abortError = (signal) => new AbortError(undefined, { cause: signal?.reason });

// The arguments of the next event; rejects with `error`.
function once(emitter, name, options = { __proto__: null }) {
  const signal = checkedSignal(options);
  return new Promise((resolve, reject) => {
    const errorListener = (error) => {
      emitter.removeListener(name, resolver);
      if (signal) unlisten(signal, 'abort', onAbort);
      reject(error);
    };
    const resolver = (...args) => {
      if (typeof emitter.removeListener === 'function') {
        emitter.removeListener('error', errorListener);
      }
      if (signal) unlisten(signal, 'abort', onAbort);
      resolve(args);
    };
    const onAbort = () => {
      unlisten(emitter, name, resolver);
      unlisten(emitter, 'error', errorListener);
      reject(abortError(signal));
    };
    const isTarget = typeof emitter.on !== 'function';
    listen(emitter, name, resolver, isTarget ? onceFlags() : { once: true });
    if (name !== 'error' && typeof emitter.once === 'function') {
      emitter.once('error', errorListener);
    }
    if (signal) listen(signal, 'abort', onAbort, onceFlags());
  });
}

// First in, first out.
class Queue {
  items = [];
  first = 0;

  push(item) {
    ArrayPrototypePush(this.items, item);
  }

  get isEmpty() {
    return this.first === this.items.length;
  }

  shift() {
    const item = this.items[this.first];
    this.items[this.first++] = undefined;
    if (this.first > 1024 && this.first * 2 > this.items.length) {
      this.items = ArrayPrototypeSlice(this.items, this.first);
      this.first = 0;
    }
    return item;
  }
}

const kFirstEventParam = SymbolFor('nodejs.kFirstEventParam');

// The events as an async iterator of arrays of arguments.
function on(emitter, event, options = { __proto__: null }) {
  const signal = checkedSignal(options);
  const high = options.highWaterMark ?? options.highWatermark ?? NumberMAX_SAFE_INTEGER;
  validateInteger(high, 'options.highWaterMark', 1);
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(low, 'options.lowWaterMark', 1);

  const values = new Queue();
  const waiting = new Queue();
  const added = [];
  let size = 0;
  let paused = false;
  let failure = null;
  let finished = false;
  let abortion = null;

  const listenTo = (name, listener) => {
    listen(emitter, name, listener);
    ArrayPrototypePush(added, () => unlisten(emitter, name, listener));
  };
  const onValue = (value) => {
    if (!waiting.isEmpty) {
      waiting.shift().resolve({ value, done: false });
      return;
    }
    size++;
    if (!paused && size > high) {
      paused = true;
      emitter.pause?.();
    }
    values.push(value);
  };
  const errorHandler = (error) => {
    if (waiting.isEmpty) failure = error;
    else waiting.shift().reject(error);
    closeHandler();
  };
  const closeHandler = () => {
    abortion?.[SymbolDispose]();
    while (added.length > 0) ArrayPrototypePop(added)();
    finished = true;
    const end = { value: undefined, done: true };
    while (!waiting.isEmpty) waiting.shift().resolve(end);
    return PromiseResolve(end);
  };

  const iterator = {
    next() {
      if (size > 0) {
        const value = values.shift();
        size--;
        if (paused && size < low) {
          emitter.resume?.();
          paused = false;
        }
        return PromiseResolve({ value, done: false });
      }
      if (failure) {
        const rejected = PromiseReject(failure);
        failure = null;
        return rejected;
      }
      if (finished) return closeHandler();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      return closeHandler();
    },
    throw(error) {
      if (!error || !(error instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', error);
      }
      errorHandler(error);
    },
    [SymbolAsyncIterator]() {
      return this;
    },
    [kWatermarkData]: {
      get size() { return size; },
      get low() { return low; },
      get high() { return high; },
      get isPaused() { return paused; },
    },
  };
  ObjectSetPrototypeOf(iterator, AsyncIteratorPrototype);

  listenTo(event, options[kFirstEventParam] ? onValue : (...args) => onValue(args));
  if (event !== 'error' && typeof emitter.on === 'function') listenTo('error', errorHandler);
  const closers = options.close;
  for (let i = 0; i < (closers?.length ?? 0); i++) listenTo(closers[i], closeHandler);
  if (signal) abortion = addAbortListener(signal, () => errorHandler(abortError(signal)));
  return iterator;
}

// Calls a function once, when the signal is aborted, even if others stop the event.
function addAbortListener(signal, listener) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  let remove;
  if (signal.aborted) {
    internalBinding('globals').queueMicrotask(() => listener());
  } else {
    signal.addEventListener('abort', listener, onceFlags());
    remove = () => signal.removeEventListener('abort', listener);
  }
  return {
    __proto__: null,
    [SymbolDispose]() {
      remove?.();
    },
  };
}

function getEventListeners(target, type) {
  if (typeof target.listeners === 'function') return target.listeners(type);
  if (isEventTarget(target)) return eventTargets().listeners(target, type);
  throw wrongEmitter(target);
}

function getMaxListeners(target, b, c, usual) {
  if (typeof target?.getMaxListeners === 'function') return target._maxListeners ?? usual;
  if (isEventTarget(target)) return eventTargets().getMaxListeners(target) ?? usual;
  throw wrongEmitter(target);
}

function listenerCount(emitter, type) {
  if (typeof emitter.listenerCount === 'function') return emitter.listenerCount(type);
  if (isEventTarget(emitter)) return eventTargets().listeners(emitter, type).length;
  throw wrongEmitter(emitter);
}

function makeAsyncResourceClass() {
  const { AsyncResource } = require('async_hooks');
  const { ERR_INVALID_THIS } = require('internal/errors').codes;

  class EventEmitterReferencingAsyncResource extends AsyncResource {
    #eventEmitter;

    constructor(emitter, type, options) {
      super(type, options);
      this.#eventEmitter = emitter;
    }

    get eventEmitter() {
      if (this.#eventEmitter === undefined) {
        throw new ERR_INVALID_THIS('EventEmitterReferencingAsyncResource');
      }
      return this.#eventEmitter;
    }
  }

  class EventEmitterAsyncResource extends EventEmitter {
    #resource;

    constructor(options = undefined) {
      let name;
      if (typeof options === 'string') {
        name = options;
        options = undefined;
      } else {
        if (new.target === EventEmitterAsyncResource) validateString(options?.name, 'options.name');
        name = options?.name || new.target.name;
      }
      super(options);
      this.#resource = new EventEmitterReferencingAsyncResource(this, name, options);
    }

    emit(event, ...args) {
      return this.#resource.runInAsyncScope(super.emit, this, event, ...args);
    }

    emitDestroy() {
      this.#resource.emitDestroy();
    }

    get asyncId() {
      return this.#resource.asyncId();
    }

    get triggerAsyncId() {
      return this.#resource.triggerAsyncId();
    }

    get asyncResource() {
      return this.#resource;
    }
  }
  return EventEmitterAsyncResource;
}

// Of emitters and targets.
function setMaxListeners(n, targets) {
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i];
    if (isEventTarget(target)) {
      eventTargets().setMaxListeners(target, n);
    } else if (typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw new ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
  }
}

let asyncResourceClass;

module.exports = {
  addAbortListener,
  get EventEmitterAsyncResource() {
    return (asyncResourceClass ??= makeAsyncResourceClass());
  },
  getEventListeners,
  getMaxListeners,
  listenerCount,
  on,
  once,
  setMaxListeners,
};
