// Emitters and their listeners: https://nodejs.org/api/events.html
//
// `_events` has, for each event that has listeners, the only one or an array of them.
// What is needed seldom is in `internal/emitter` and `internal/events`, loaded when it is needed.

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
const kShapeMode = Symbol('shapeMode');

let loaded;
const rare = () =>
  (loaded ??= require('internal/emitter').made(kCapture, kErrorMonitor, kShapeMode, limitOf));
const rest = () => require('internal/events');

let defaultMaxListeners = 10;

function EventEmitter(opts) {
  FunctionPrototypeCall(EventEmitter.init, this, opts);
}
module.exports = EventEmitter;

function validateListener(listener) {
  if (typeof listener !== 'function') rare().checkListener(listener);
}

function validateCount(n, name) {
  if (!(n >= 0) || typeof n !== 'number') rare().checkCount(n, name);
}

function setMaxListeners(n) {
  validateCount(n, 'setMaxListeners');
  this._maxListeners = n;
  return this;
}

const limitOf = ({ _maxListeners: own }) => (own === undefined ? defaultMaxListeners : own);

function getMaxListeners() {
  return limitOf(this);
}

// One listener and up to two arguments need neither an array nor a spread; the rest is elsewhere.
function emit(type, a, b) {
  const events = this._events;
  if (events !== undefined && type !== 'error') {
    const handler = events[type];
    if (typeof handler === 'function') {
      const count = arguments.length;
      const result = count === 2 ? FunctionPrototypeCall(handler, this, a) :
        count === 1 ? FunctionPrototypeCall(handler, this) :
          count === 3 ? FunctionPrototypeCall(handler, this, a, b) :
            ReflectApply(handler, this, ArrayPrototypeSlice(arguments, 1));
      if (result === undefined || !this[kCapture]) return true;
      rare().addCatch(this, result, type, ArrayPrototypeSlice(arguments, 1));
      return true;
    }
    if (handler === undefined) return false;
  }
  return ReflectApply(rare().emitAll, this, arguments);
}
ObjectDefineProperty(emit, 'length', { __proto__: null, value: 1 });

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
  rare().addToList(emitter, type, listener, first);
  return emitter;
}

function addListener(type, listener) {
  return add(this, type, listener, false);
}

function prependListener(type, listener) {
  return add(this, type, listener, true);
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

function once(type, listener) {
  this.on(type, wrapOnce(this, type, listener));
  return this;
}

function prependOnceListener(type, listener) {
  this.prependListener(type, wrapOnce(this, type, listener));
  return this;
}

// The latest that is the function, or that calls it once.
function removeListener(type, listener) {
  validateListener(listener);
  const events = this._events;
  const list = events?.[type];
  if (list === undefined) return this;
  if (list === listener || list.listener === listener) {
    this._eventsCount--;
    if (this[kShapeMode]) events[type] = undefined;
    else if (this._eventsCount === 0) this._events = { __proto__: null };
    else delete events[type];
    if (events.removeListener !== undefined) {
      this.emit('removeListener', type, list.listener || listener);
    }
  } else if (typeof list !== 'function') {
    rare().removeFrom(this, list, type, listener);
  }
  return this;
}

function removeAllListeners(type) {
  const isAll = arguments.length === 0;
  return this._events === undefined ? this : rare().removeAll(this, type, isAll);
}

function listenerCount(type, listener) {
  const found = this._events?.[type];
  if (found === undefined) return 0;
  if (listener !== undefined && listener !== null) return rare().countOf(found, listener);
  return typeof found === 'function' ? 1 : found.length;
}

// The prototype exists before this is loaded: `process` inherits from it.
const { emitterPrototype: prototype, process } = internalBinding('process');
EventEmitter.prototype = ObjectAssign(prototype, {
  constructor: EventEmitter,
  _events: undefined,
  _eventsCount: 0,
  _maxListeners: undefined,
  setMaxListeners,
  getMaxListeners,
  emit,
  addListener,
  on: addListener,
  prependListener,
  once,
  prependOnceListener,
  removeListener,
  off: removeListener,
  removeAllListeners,
  listeners: function(type) {
    return rare().listenersOf(this, type, true);
  },
  rawListeners: function(type) {
    return rare().listenersOf(this, type, false);
  },
  listenerCount,
  eventNames: function() {
    return this._eventsCount > 0 ? ReflectOwnKeys(this._events) : [];
  },
});
ObjectDefineProperty(prototype, kCapture, { __proto__: null, value: false, writable: true });
process[kShapeMode] = process[kCapture] = false;

// What is elsewhere.
function passOn(name, length) {
  const fn = function(a, b, c) {
    return rest()[name](a, b, c, defaultMaxListeners);
  };
  ObjectDefineProperty(fn, 'name', { __proto__: null, value: name });
  ObjectDefineProperty(fn, 'length', { __proto__: null, value: length });
  EventEmitter[name] = fn;
}
passOn('addAbortListener', 2);
EventEmitter.once = async function once(emitter, name, options = undefined) {
  return rest().once(emitter, name, options);
};
passOn('on', 2);
passOn('getEventListeners', 2);
passOn('getMaxListeners', 1);
passOn('listenerCount', 2);
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = SymbolFor('nodejs.rejection');
const shown = { __proto__: null, enumerable: true };
ObjectDefineProperties(EventEmitter, {
  __proto__: null,
  captureRejections: {
    __proto__: shown,
    get() {
      return prototype[kCapture];
    },
    set(value) {
      prototype[kCapture] = rare().captures(value, 'EventEmitter.captureRejections');
    },
  },
  EventEmitterAsyncResource: {
    __proto__: shown,
    configurable: true,
    get: function lazyEventEmitterAsyncResource() {
      return rest().EventEmitterAsyncResource;
    },
  },
  errorMonitor: { __proto__: shown, configurable: true, value: kErrorMonitor, writable: true },
  defaultMaxListeners: {
    __proto__: shown,
    get() {
      return defaultMaxListeners;
    },
    set(n) {
      validateCount(n, 'defaultMaxListeners');
      defaultMaxListeners = n;
    },
  },
  kMaxEventTargetListeners: { __proto__: null, value: Symbol('events.maxEventTargetListeners') },
  kMaxEventTargetListenersWarned: {
    __proto__: null, value: Symbol('events.maxEventTargetListenersWarned'),
  },
});

// Of emitters and targets, or of all that have none of their own.
EventEmitter.setMaxListeners = function(n = defaultMaxListeners, ...targets) {
  validateCount(n, 'setMaxListeners');
  if (targets.length === 0) defaultMaxListeners = n;
  else rest().setMaxListeners(n, targets);
};
// Gives an object what an emitter has; classes that don't extend call it too.
EventEmitter.init = function(opts) {
  // Keys that are there before the listeners stay.
  const isNew = this._events === undefined || this._events === ObjectGetPrototypeOf(this)._events;
  if (isNew) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
  }
  this[kShapeMode] = !isNew;
  this._maxListeners = this._maxListeners || undefined;
  const captures = opts?.captureRejections;
  this[kCapture] = captures ?
    rare().captures(captures, 'options.captureRejections') : prototype[kCapture];
};
