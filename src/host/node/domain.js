// Domains, which take the errors of what is begun in them: https://nodejs.org/api/domain.html
//
// The domain of a timer, tick or promise is the one that was active when it was made; it is active
// again while its callback runs.

const EventEmitter = require('events');
const { createHook, executionAsyncResource } = require('async_hooks');
const {
  codes: {
    ERR_DOMAIN_CALLBACK_NOT_AVAILABLE, ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE,
    ERR_UNHANDLED_ERROR,
  },
} = require('internal/errors');
const process = require('process');

const kWeak = Symbol('kWeak');

if (process.hasUncaughtExceptionCaptureCallback()) throw new ERR_DOMAIN_CALLBACK_NOT_AVAILABLE();
const setCapture = process.setUncaughtExceptionCaptureCallback;
const requiredAt = new Error('require(`domain`) at this point').stack;
process.setUncaughtExceptionCaptureCallback = function(fn) {
  const error = new ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE();
  error.stack += `\n${StringPrototypeRepeat('-', 40)}\n${requiredAt}`;
  throw error;
};

let active = null;
ObjectDefineProperty(process, 'domain', {
  __proto__: null,
  enumerable: true,
  configurable: true,
  get: function() {
    return active;
  },
  set: function(domain) {
    return (active = domain);
  },
});

// The domains that were entered, innermost last.
let stack = [];
exports._stack = stack;
function activate(domain) {
  exports.active = process.domain = domain;
}

function domainUncaughtExceptionClear() {
  stack.length = 0;
  activate(null);
  updateExceptionCapture();
}

// Errors go to the active domain as long as any that was entered has a listener.
function updateExceptionCapture() {
  setCapture(null);
  for (let i = 0; i < stack.length; i++) {
    if (stack[i].listenerCount('error') > 0) {
      setCapture((error) => process.domain._errorHandler(error));
      return;
    }
  }
}

// The first listener of uncaught errors leaves all domains; it goes with the last of the others.
process.on('newListener', (name, listener) => {
  if (name !== 'uncaughtException' || listener === domainUncaughtExceptionClear) return;
  process.removeListener(name, domainUncaughtExceptionClear);
  process.prependListener(name, domainUncaughtExceptionClear);
});
process.on('removeListener', (name, listener) => {
  if (name !== 'uncaughtException' || listener === domainUncaughtExceptionClear) return;
  const listeners = process.listeners(name);
  if (listeners.length === 1 && listeners[0] === domainUncaughtExceptionClear) {
    process.removeListener(name, domainUncaughtExceptionClear);
  }
});

function setHidden(object, key, value) {
  ObjectDefineProperty(object, key, {
    __proto__: null, configurable: true, enumerable: false, value, writable: true,
  });
}

// Stands for a reference that doesn't keep its domain.
class WeakReference {}

// The domain of each resource.
const domains = new WeakMap();
const hook = createHook({
  init(asyncId, type, triggerAsyncId, resource) {
    const { domain } = process;
    if (domain === null || domain === undefined) return;
    WeakMapPrototypeSet(domains, resource, domain);
    // Promises of other contexts don't show it.
    if (type !== 'PROMISE' || resource instanceof Promise) setHidden(resource, 'domain', domain);
  },
  before() {
    WeakMapPrototypeGet(domains, executionAsyncResource())?.enter();
  },
  after() {
    WeakMapPrototypeGet(domains, executionAsyncResource())?.exit();
  },
});

// The domain that was active when a promise was settled gets the rejection that nobody handles.
const settledIn = new WeakMap();
let isEnabled = false;

function enable() {
  hook.enable();
  if (isEnabled) return;
  isEnabled = true;
  require('internal/promise_hooks').add({
    settled: (promise) => {
      const { domain } = process;
      if (domain !== null && domain !== undefined) WeakMapPrototypeSet(settledIn, promise, domain);
    },
  });
  internalBinding('process').setRejectionTaker((reason, promise) => {
    const domain = WeakMapPrototypeGet(settledIn, promise);
    return domain?.emit('error', reason);
  });
}

class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
    this[kWeak] = new WeakReference();
    enable();
    this.on('removeListener', updateExceptionCapture);
    this.on('newListener', updateExceptionCapture);
  }
}
exports.Domain = Domain;
exports.create = exports.createDomain = function createDomain() {
  return new Domain();
};
// The same as `process.domain`, for old code.
exports.active = null;

const { prototype } = Domain;
prototype.members = undefined;

const isObject = (value) =>
  typeof value === 'object' && value !== null || typeof value === 'function';

// What is done about an uncaught error; whether a listener took it.
method('_errorHandler', function(error) {
  let caught = false;
  if (isObject(error)) {
    setHidden(error, 'domain', this);
    error.domainThrown = true;
  }
  // The handler runs in the domain that is around this one.
  while (exports.active === this) this.exit();
  if (stack.length === 0) {
    // Without a listener the error is an uncaught one of the process.
    if (this.listenerCount('error') > 0) {
      setCapture(null);
      try {
        caught = this.emit('error', error);
      } finally {
        updateExceptionCapture();
      }
    }
  } else {
    try {
      caught = this.emit('error', error);
    } catch (second) {
      // What the handler throws is for the next domain.
      updateExceptionCapture();
      if (stack.length === 0) throw second;
      activate(stack[stack.length - 1]);
      caught = process.domain._errorHandler(second);
    }
  }
  // The tick is over, and no domain remains of it.
  domainUncaughtExceptionClear();
  return caught;
});

function method(name, fn) {
  ObjectDefineProperty(fn, 'name', { __proto__: null, value: '', configurable: true });
  prototype[name] = fn;
}

method('enter', function() {
  activate(this);
  ArrayPrototypePush(stack, this);
  updateExceptionCapture();
});

method('exit', function() {
  const place = ArrayPrototypeLastIndexOf(stack, this);
  if (place === -1) return;
  // Those that were entered since end with it.
  ArrayPrototypeSplice(stack, place);
  activate(stack.length === 0 ? undefined : stack[stack.length - 1]);
  updateExceptionCapture();
});

method('add', function(emitter) {
  if (emitter.domain === this) return;
  if (emitter.domain) emitter.domain.remove(emitter);
  // A domain can't be within itself.
  if (this.domain && emitter instanceof Domain) {
    for (let domain = this.domain; domain; domain = domain.domain) {
      if (emitter === domain) return;
    }
  }
  setHidden(emitter, 'domain', this);
  ArrayPrototypePush(this.members, emitter);
});

method('remove', function(emitter) {
  emitter.domain = null;
  const place = ArrayPrototypeIndexOf(this.members, emitter);
  if (place !== -1) ArrayPrototypeSplice(this.members, place, 1);
});

function runIn(domain, fn, self, args) {
  domain.enter();
  const result = ReflectApply(fn, self, args);
  domain.exit();
  return result;
}

method('run', function(fn, ...args) {
  return runIn(this, fn, this, args);
});

method('intercept', function(cb) {
  const domain = this;
  return function runIntercepted(...args) {
    const error = args[0];
    if (error && error instanceof Error) {
      error.domainBound = cb;
      error.domainThrown = false;
      setHidden(error, 'domain', domain);
      domain.emit('error', error);
      return undefined;
    }
    return runIn(domain, cb, domain, ArrayPrototypeSlice(args, 1));
  };
});

method('bind', function(cb) {
  const domain = this;
  function runBound(...args) {
    return runIn(domain, cb, this, args);
  }
  setHidden(runBound, 'domain', this);
  return runBound;
});

// Emitters belong to the domain that is active when they are made.
EventEmitter.usingDomains = true;
const { init } = EventEmitter;
EventEmitter.init = ObjectDefineProperty(function(opts) {
  setHidden(this, 'domain', null);
  if (exports.active && !(this instanceof Domain)) this.domain = exports.active;
  return FunctionPrototypeCall(init, this, opts);
}, 'name', { __proto__: null, value: '' });

const { emit: plainEmit } = EventEmitter.prototype;
EventEmitter.prototype.emit = function emit(...args) {
  const { domain } = this;
  const type = args[0];
  if (domain === null || domain === undefined || this === process ||
      type === 'error' && this.listenerCount(type) > 0) {
    return ReflectApply(plainEmit, this, args);
  }
  if (type === 'error') {
    emitErrorOf(this, domain, args);
    return false;
  }
  return runIn(domain, plainEmit, this, args);
};

// Gives an error that an emitter has no listener for to its domain, outside of which that is
// handled.
function emitErrorOf(emitter, domain, args) {
  const error = args.length > 1 && args[1] ? args[1] : new ERR_UNHANDLED_ERROR(args[1]);
  if (typeof error === 'object') {
    error.domainEmitter = emitter;
    setHidden(error, 'domain', domain);
    error.domainThrown = false;
  }
  const before = ArrayPrototypeSlice(stack);
  const current = process.domain;
  let count = stack.length;
  while (count > 0 && stack[count - 1] === current) count--;
  stack.length = count;
  process.domain = count > 0 ? stack[count - 1] : null;
  updateExceptionCapture();
  domain.emit('error', error);
  stack = exports._stack = before;
  process.domain = current;
  updateExceptionCapture();
}
