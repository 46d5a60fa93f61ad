// Emitters and their listeners: https://nodejs.org/api/events.html
//
// `_events` has, for each event that has listeners, the only one or an array of them.
// What is needed seldom, and the modules for errors, are loaded when they are needed.

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
// Of a list of listeners: how many calls of `emit` are going through it.
const kEmitting = Symbol('events.emitting');
const kShapeMode = Symbol('shapeMode');
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');
const kRejection = SymbolFor('nodejs.rejection');

const rest = () => require('internal/events');
const codes = () => require('internal/errors').codes;
const inspect = (value, options) => require('util').inspect(value, options);

let defaultMaxListeners = 10;

function EventEmitter(opts) {
  FunctionPrototypeCall(EventEmitter.init, this, opts);
}

const define = (object, key, value, flags) =>
  ObjectDefineProperty(object, key, { __proto__: null, ...flags, value });

module.exports = EventEmitter;

// The prototype exists before this is loaded: `process` inherits from it.
const { emitterPrototype, process: emitterOfProcess } = internalBinding('process');
EventEmitter.prototype = emitterPrototype;
EventEmitter.prototype.constructor = EventEmitter;

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

const wrongType = (name, expected, value) =>
  new (codes().ERR_INVALID_ARG_TYPE)(name, expected, value);

function validateListener(listener) {
  if (typeof listener !== 'function') throw wrongType('listener', 'Function', listener);
}

function validateCount(n, name) {
  if (!(n >= 0) || typeof n !== 'number') require('internal/validators').validateNumber(n, name, 0);
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
      throw wrongType('options.captureRejections', 'boolean', capture);
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
  const { ERR_UNHANDLED_ERROR } = codes();
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
  validateListener(listener);
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
  const { genericNodeError } = require('internal/errors');
  require('process').emitWarning(genericNodeError(text, { name, emitter, type, count }));
}

function wrapOnce(target, type, listener) {
  validateListener(listener);
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
    validateListener(listener);
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
emitterOfProcess[kShapeMode] = false;
emitterOfProcess[kCapture] = false;

const shown = { enumerable: true, configurable: true };
ObjectAssign(EventEmitter, {
  addAbortListener: function addAbortListener(signal, listener) {
    return rest().addAbortListener(signal, listener);
  },
  async once(emitter, name, options = { __proto__: null }) {
    return rest().once(emitter, name, options);
  },
  on: function on(emitter, event, options = { __proto__: null }) {
    return rest().on(emitter, event, options);
  },
  getEventListeners: function getEventListeners(emitter, type) {
    return rest().getEventListeners(emitter, type);
  },
  getMaxListeners: function getMaxListeners(emitter) {
    return rest().getMaxListeners(emitter, defaultMaxListeners);
  },
  listenerCount: function listenerCount(emitter, type) {
    if (typeof emitter.listenerCount === 'function') return emitter.listenerCount(type);
    return rest().listenerCount(emitter, type);
  },
});
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
        throw wrongType('EventEmitter.captureRejections', 'boolean', value);
      }
      EventEmitter.prototype[kCapture] = value;
    },
  },
  EventEmitterAsyncResource: {
    __proto__: null,
    ...shown,
    get() {
      return rest().EventEmitterAsyncResource;
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
  rest().setMaxListeners(n, targets);
};
EventEmitter.init = init;
define(init, 'name', '');
