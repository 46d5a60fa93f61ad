// Emitters and their listeners: https://nodejs.org/api/events.html
//
// `_events` has, for each event that has listeners, the only one or an array of them.

const {
  AbortError, codes: { ERR_INVALID_ARG_TYPE }, genericNodeError,
} = require('internal/errors');
const {
  validateAbortSignal, validateFunction, validateInteger, validateNumber,
  validateObject, validateString,
} = require('internal/validators');

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
// Of a list of listeners: how many calls of `emit` are going through it.
const kEmitting = Symbol('events.emitting');
const kShapeMode = Symbol('shapeMode');
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');
const kRejection = SymbolFor('nodejs.rejection');
const kWatermarkData = SymbolFor('nodejs.watermarkData');

const eventTargets = () => internalBinding('event_target');
const inspect = (value, options) => require('util').inspect(value, options);

let defaultMaxListeners = 10;

function EventEmitter(opts) {
  FunctionPrototypeCall(EventEmitter.init, this, opts);
}

module.exports = EventEmitter;

const define = (object, key, value, flags) =>
  ObjectDefineProperty(object, key, { __proto__: null, ...flags, value });

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

function validateCount(n, name) {
  validateNumber(n, name, 0);
}

// Gives an object what an emitter has; classes that don't extend call it too.
function init(opts) {
  if (this._events === undefined || this._events === ObjectGetPrototypeOf(this)._events) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
    this[kShapeMode] = false;
  } else {
    // The keys are there before the listeners, and stay.
    this[kShapeMode] = true;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (opts?.captureRejections) {
    const capture = opts.captureRejections;
    if (typeof capture !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('options.captureRejections', 'boolean', capture);
    }
    this[kCapture] = true;
  } else {
    this[kCapture] = EventEmitter.prototype[kCapture];
  }
}

function limitOf(emitter) {
  return emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners;
}

// Makes the rejection of a promise that a listener gave an error of the emitter, if it is asked to.
function addCatch(emitter, promise, type, args) {
  if (!emitter[kCapture]) return;
  try {
    const { then } = promise;
    if (typeof then === 'function') {
      FunctionPrototypeCall(then, promise, undefined, (error) => {
        require('process').nextTick(emitRejection, emitter, error, type, args);
      });
    }
  } catch (error) {
    emitter.emit('error', error);
  }
}

function emitRejection(emitter, error, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](error, type, ...args);
    return;
  }
  const before = emitter[kCapture];
  // An error in a listener of `error` must not come here again.
  try {
    emitter[kCapture] = false;
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = before;
  }
}

function throwUnhandled(error) {
  if (error instanceof Error) throw error;
  let shown;
  try {
    shown = inspect(error);
  } catch {
    shown = error;
  }
  const { ERR_UNHANDLED_ERROR } = require('internal/errors').codes;
  const unhandled = new ERR_UNHANDLED_ERROR(shown);
  unhandled.context = error;
  throw unhandled;
}

// The whole of `emit`, for what isn't frequent: `error`, several listeners, many arguments.
function emitAll(type, ...args) {
  let events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined) {
      this.emit(kErrorMonitor, ...args);
      events = this._events;
    }
    if (events === undefined || events.error === undefined) throwUnhandled(args[0]);
  }
  if (events === undefined) return false;
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    const result = ReflectApply(handler, this, args);
    if (result !== undefined && result !== null) addCatch(this, result, type, args);
    return true;
  }
  const { length } = handler;
  handler[kEmitting]++;
  try {
    for (let i = 0; i < length; i++) {
      const result = ReflectApply(handler[i], this, args);
      if (result !== undefined && result !== null) addCatch(this, result, type, args);
    }
  } finally {
    handler[kEmitting]--;
  }
  return true;
}

function newList(listeners) {
  listeners[kEmitting] = 0;
  return listeners;
}

// The list of an event as one that may be changed: `emit` goes on with the one that it began with.
function changeable(events, type) {
  const list = events[type];
  if (list[kEmitting] === 0) return list;
  const copy = newList(ArrayPrototypeSlice(list));
  if (list.warned) copy.warned = true;
  return (events[type] = copy);
}

// One listener and up to three arguments need neither an array nor a spread.
function emit(type, a, b, c) {
  const events = this._events;
  if (events !== undefined && type !== 'error') {
    const handler = events[type];
    if (typeof handler === 'function') {
      const count = arguments.length;
      const result = count === 2 ? FunctionPrototypeCall(handler, this, a) :
        count === 1 ? FunctionPrototypeCall(handler, this) :
          count === 3 ? FunctionPrototypeCall(handler, this, a, b) :
            count === 4 ? FunctionPrototypeCall(handler, this, a, b, c) :
              ReflectApply(handler, this, ArrayPrototypeSlice(arguments, 1));
      if (result === undefined || result === null) return true;
      if (this[kCapture]) addCatch(this, result, type, ArrayPrototypeSlice(arguments, 1));
      return true;
    }
    if (handler === undefined) return false;
  }
  return ReflectApply(emitAll, this, arguments);
}
define(emit, 'length', 1);

function add(emitter, type, listener, first) {
  validateFunction(listener, 'listener');
  let events = emitter._events;
  let existing;
  if (events === undefined) {
    events = emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else {
    // Before it is added: whom that adds comes first.
    if (events.newListener !== undefined) {
      emitter.emit('newListener', type, listener.listener ?? listener);
      events = emitter._events;
    }
    existing = events[type];
  }
  if (existing === undefined) {
    events[type] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  if (typeof existing === 'function') {
    existing = events[type] =
      newList(first ? [listener, existing] : [existing, listener]);
  } else {
    existing = changeable(events, type);
    if (first) ArrayPrototypeUnshift(existing, listener);
    else ArrayPrototypePush(existing, listener);
  }
  const limit = limitOf(emitter);
  if (limit > 0 && existing.length > limit && !existing.warned) {
    existing.warned = true;
    warnOfLeak(emitter, type, existing.length, limit);
  }
  return emitter;
}

function warnOfLeak(emitter, type, count, limit) {
  const text = `Possible EventEmitter memory leak detected. ${count} ${String(type)} listeners ` +
    `added to ${inspect(emitter, { depth: -1 })}. MaxListeners is ${limit}. ` +
    'Use emitter.setMaxListeners() to increase limit';
  const name = 'MaxListenersExceededWarning';
  require('process').emitWarning(genericNodeError(text, { name, emitter, type, count }));
}

function wrapOnce(target, type, listener) {
  validateFunction(listener, 'listener');
  let fired = false;
  function wrapper() {
    if (fired) return undefined;
    target.removeListener(type, wrapper);
    fired = true;
    return ReflectApply(listener, target, arguments);
  }
  wrapper.listener = listener;
  return wrapper;
}

const listenersOf = (events, type, unwrap) => {
  const found = events === undefined ? undefined : events[type];
  if (found === undefined) return [];
  const list = typeof found === 'function' ? [found] : ArrayPrototypeSlice(found);
  for (let i = 0; unwrap && i < list.length; i++) {
    const { listener } = list[i];
    if (typeof listener === 'function') list[i] = listener;
  }
  return list;
};

const methods = {
  setMaxListeners(n) {
    validateCount(n, 'setMaxListeners');
    this._maxListeners = n;
    return this;
  },

  getMaxListeners() {
    return limitOf(this);
  },

  addListener(type, listener) {
    return add(this, type, listener, false);
  },

  prependListener(type, listener) {
    return add(this, type, listener, true);
  },

  once(type, listener) {
    this.on(type, wrapOnce(this, type, listener));
    return this;
  },

  prependOnceListener(type, listener) {
    this.prependListener(type, wrapOnce(this, type, listener));
    return this;
  },

  // The latest that is the function, or that calls it once.
  removeListener(type, listener) {
    validateFunction(listener, 'listener');
    const events = this._events;
    if (events === undefined) return this;
    const list = events[type];
    if (list === undefined) return this;
    if (list === listener || list.listener === listener) {
      this._eventsCount--;
      if (this[kShapeMode]) {
        events[type] = undefined;
      } else if (this._eventsCount === 0) {
        this._events = { __proto__: null };
      } else {
        delete events[type];
      }
      if (events.removeListener !== undefined) {
        this.emit('removeListener', type, list.listener || listener);
      }
    } else if (typeof list !== 'function') {
      let place = list.length - 1;
      while (place >= 0 && list[place] !== listener && list[place].listener !== listener) place--;
      if (place < 0) return this;
      const changed = changeable(events, type);
      if (place === 0) ArrayPrototypeShift(changed);
      else ArrayPrototypeSplice(changed, place, 1);
      if (changed.length === 1) events[type] = changed[0];
      if (events.removeListener !== undefined) this.emit('removeListener', type, listener);
    }
    return this;
  },

  removeAllListeners(type) {
    const events = this._events;
    if (events === undefined) return this;
    if (events.removeListener === undefined) {
      // Nobody is told.
      if (arguments.length === 0) {
        this._events = { __proto__: null };
        this._eventsCount = 0;
      } else if (events[type] !== undefined) {
        if (--this._eventsCount === 0) this._events = { __proto__: null };
        else delete events[type];
      }
      this[kShapeMode] = false;
      return this;
    }
    if (arguments.length === 0) {
      const types = ReflectOwnKeys(events);
      for (let i = 0; i < types.length; i++) {
        if (types[i] !== 'removeListener') this.removeAllListeners(types[i]);
      }
      this.removeAllListeners('removeListener');
      this._events = { __proto__: null };
      this._eventsCount = 0;
      this[kShapeMode] = false;
      return this;
    }
    const list = events[type];
    if (typeof list === 'function') {
      this.removeListener(type, list);
    } else if (list !== undefined) {
      for (let i = list.length - 1; i >= 0; i--) this.removeListener(type, list[i]);
    }
    return this;
  },

  listeners(type) {
    return listenersOf(this._events, type, true);
  },

  rawListeners(type) {
    return listenersOf(this._events, type, false);
  },

  listenerCount(type, listener) {
    const events = this._events;
    const found = events === undefined ? undefined : events[type];
    if (found === undefined) return 0;
    const isOne = (one) => one === listener || one.listener === listener;
    const isAny = listener === undefined || listener === null;
    if (typeof found === 'function') return isAny || isOne(found) ? 1 : 0;
    if (isAny) return found.length;
    let count = 0;
    for (let i = 0; i < found.length; i++) if (isOne(found[i])) count++;
    return count;
  },

  eventNames() {
    return this._eventsCount > 0 ? ReflectOwnKeys(this._events) : [];
  },
};

EventEmitter.prototype.setMaxListeners = methods.setMaxListeners;
EventEmitter.prototype.getMaxListeners = methods.getMaxListeners;
EventEmitter.prototype.emit = emit;
EventEmitter.prototype.addListener = methods.addListener;
EventEmitter.prototype.on = methods.addListener;
EventEmitter.prototype.prependListener = methods.prependListener;
EventEmitter.prototype.once = methods.once;
EventEmitter.prototype.prependOnceListener = methods.prependOnceListener;
EventEmitter.prototype.removeListener = methods.removeListener;
EventEmitter.prototype.off = methods.removeListener;
EventEmitter.prototype.removeAllListeners = methods.removeAllListeners;
EventEmitter.prototype.listeners = methods.listeners;
EventEmitter.prototype.rawListeners = methods.rawListeners;
EventEmitter.prototype.listenerCount = methods.listenerCount;
EventEmitter.prototype.eventNames = methods.eventNames;
define(EventEmitter.prototype, kCapture, false, { writable: true });

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
async function once(emitter, name, options = { __proto__: null }) {
  const signal = checkedSignal(options);
  return new Promise((resolve, reject) => {
    const onError = (error) => {
      emitter.removeListener(name, onEvent);
      if (signal) unlisten(signal, 'abort', onAbort);
      reject(error);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal) unlisten(signal, 'abort', onAbort);
      resolve(args);
    };
    const onAbort = () => {
      unlisten(emitter, name, onEvent);
      unlisten(emitter, 'error', onError);
      reject(abortError(signal));
    };
    const isTarget = typeof emitter.on !== 'function';
    listen(emitter, name, onEvent, isTarget ? onceFlags() : { once: true });
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
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
  const onError = (error) => {
    if (waiting.isEmpty) failure = error;
    else waiting.shift().reject(error);
    close();
  };
  const close = () => {
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
      if (finished) return close();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      return close();
    },
    throw(error) {
      if (!error || !(error instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', error);
      }
      onError(error);
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
  if (event !== 'error' && typeof emitter.on === 'function') listenTo('error', onError);
  const closers = options.close;
  for (let i = 0; i < (closers?.length ?? 0); i++) listenTo(closers[i], close);
  if (signal) abortion = addAbortListener(signal, () => onError(abortError(signal)));
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

function getMaxListeners(target) {
  if (typeof target?.getMaxListeners === 'function') return limitOf(target);
  if (isEventTarget(target)) return eventTargets().getMaxListeners(target) ?? defaultMaxListeners;
  throw wrongEmitter(target);
}

function listenerCount(emitter, type) {
  if (typeof emitter.listenerCount === 'function') return emitter.listenerCount(type);
  if (isEventTarget(emitter)) return eventTargets().listeners(emitter, type).length;
  return FunctionPrototypeCall(methods.listenerCount, emitter, type);
}

let asyncResourceClass;

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

const shown = { enumerable: true, configurable: true };
EventEmitter.addAbortListener = addAbortListener;
EventEmitter.once = once;
EventEmitter.on = on;
EventEmitter.getEventListeners = getEventListeners;
EventEmitter.getMaxListeners = getMaxListeners;
EventEmitter.listenerCount = listenerCount;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;
ObjectDefineProperties(EventEmitter, {
  __proto__: null,
  captureRejections: {
    __proto__: null,
    enumerable: true,
    get() {
      return EventEmitter.prototype[kCapture];
    },
    set(value) {
      if (typeof value !== 'boolean') {
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.captureRejections', 'boolean', value);
      }
      EventEmitter.prototype[kCapture] = value;
    },
  },
  EventEmitterAsyncResource: {
    __proto__: null,
    ...shown,
    get() {
      return (asyncResourceClass ??= makeAsyncResourceClass());
    },
    set: undefined,
  },
  errorMonitor: { __proto__: null, ...shown, value: kErrorMonitor, writable: true },
  defaultMaxListeners: {
    __proto__: null,
    enumerable: true,
    get() {
      return defaultMaxListeners;
    },
    set(n) {
      validateCount(n, 'defaultMaxListeners');
      defaultMaxListeners = n;
    },
  },
  kMaxEventTargetListeners: { __proto__: null, value: kMaxEventTargetListeners },
  kMaxEventTargetListenersWarned: { __proto__: null, value: kMaxEventTargetListenersWarned },
});

// Of emitters and targets, or of all that have none of their own.
EventEmitter.setMaxListeners = function(n = defaultMaxListeners, ...targets) {
  validateCount(n, 'setMaxListeners');
  if (targets.length === 0) {
    defaultMaxListeners = n;
    return;
  }
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
};
EventEmitter.init = init;
define(init, 'name', '');
