// What belongs together across callbacks and promises:
// https://nodejs.org/api/async_hooks.html and https://nodejs.org/api/async_context.html
//
// The engine carries one value, the frame, with each job, tick and timer. A frame is undefined or
// an array of storages, each followed by its store; it isn't changed after it was set, except by
// `disable`.

const { codes: { ERR_ASYNC_CALLBACK, ERR_ASYNC_TYPE, ERR_INVALID_ASYNC_ID } } =
  require('internal/errors');
const {
  validateBoolean, validateFunction, validateObject, validateString,
} = require('internal/validators');
const binding = internalBinding('async_context');
const { get: currentFrame, set: setFrame, newAsyncId } = binding;

const kFrame = Symbol('context_frame');
const kAsyncId = Symbol('async_id_symbol');
const kTriggerAsyncId = Symbol('trigger_async_id_symbol');
const kDestroyed = Symbol('destroyed');
const kInit = Symbol('init');
const kBefore = Symbol('before');
const kAfter = Symbol('after');
const kDestroy = Symbol('destroy');
const kPromiseResolve = Symbol('promiseResolve');
const kNoPromiseHook = Symbol('kNoPromiseHook');

// The resource in whose scope the script is, within the job that the engine runs.
let scope;
// What `executionAsyncResource` gives in the main script.
const topLevelResource = {};

// The numbers of promises, timers and ticks that somebody asked for, or was told of.
const numbers = new WeakMap();

// Hooks aren't told of what a resource was derived from, if they weren't when it was made.
function numbersOf(resource, type, parent) {
  let own = WeakMapPrototypeGet(numbers, resource);
  if (own === undefined) {
    const triggerAsyncId = parent === undefined ? executionAsyncId() :
      numbersOf(parent).asyncId;
    own = { asyncId: binding.newAsyncId(), triggerAsyncId, resource };
    WeakMapPrototypeSet(numbers, resource, own);
    if (type !== undefined && hooks.length > 0) {
      callHooks(kInit, own.asyncId, type, triggerAsyncId, resource);
    }
  }
  return own;
}

// The resource whose callback runs, with its numbers.
function running() {
  if (scope !== undefined) return scope;
  const resource = binding.running();
  if (resource === undefined) return undefined;
  const own = WeakMapPrototypeGet(numbers, resource);
  if (own !== undefined) return own;
  const made = { asyncId: binding.newAsyncId(), triggerAsyncId: 1, resource };
  WeakMapPrototypeSet(numbers, resource, made);
  return made;
}

function executionAsyncId() {
  const now = running();
  return now === undefined ? binding.executionAsyncId() : now.asyncId;
}

function triggerAsyncId() {
  const now = running();
  return now === undefined ? binding.triggerAsyncId() : now.triggerAsyncId;
}

function executionAsyncResource() {
  const now = running();
  return now === undefined ? topLevelResource : now.resource;
}

// A frame with one store more, or another one for its storage.
function withStore(frame, storage, store) {
  if (frame === undefined) return [storage, store];
  const copy = ArrayPrototypeSlice(frame);
  for (let i = 0; i < copy.length; i += 2) {
    if (copy[i] === storage) {
      copy[i + 1] = store;
      return copy;
    }
  }
  ArrayPrototypePush(copy, storage, store);
  return copy;
}

// What ends with a block of `using`.
class RunScope {
  #storage;
  #before;
  #disposed = false;

  constructor(storage, store) {
    this.#storage = storage;
    this.#before = storage.getStore();
    storage.enterWith(store);
  }

  dispose() {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#storage.enterWith(this.#before);
  }

  [SymbolDispose]() {
    this.dispose();
  }
}

class AsyncLocalStorage {
  #defaultValue;
  #name = '';

  constructor(options = { __proto__: null }) {
    validateObject(options, 'options');
    this.#defaultValue = options.defaultValue;
    if (options.name !== undefined) this.#name = `${options.name}`;
  }

  static bind(fn) {
    return AsyncResource.bind(fn);
  }

  static snapshot() {
    return AsyncLocalStorage.bind((callback, ...args) => callback(...args));
  }

  get name() {
    return this.#name;
  }

  disable() {
    const frame = currentFrame();
    if (frame === undefined) return;
    const place = ArrayPrototypeIndexOf(frame, this);
    if (place !== -1) ArrayPrototypeSplice(frame, place, 2);
  }

  enterWith(store) {
    setFrame(withStore(currentFrame(), this, store));
  }

  run(store, callback, ...args) {
    const before = this.getStore();
    if (ObjectIs(before, store)) return ReflectApply(callback, null, args);
    const outer = currentFrame();
    const inner = withStore(outer, this, store);
    const { length } = inner;
    setFrame(inner);
    try {
      return args.length === 0 ?
        FunctionPrototypeCall(callback, null) : ReflectApply(callback, null, args);
    } finally {
      // Only this store is as before: what other storages entered or disabled remains.
      const frame = currentFrame();
      const isUntouched = frame === inner && inner.length === length;
      setFrame(isUntouched ? outer : withStore(frame, this, before));
    }
  }

  exit(callback, ...args) {
    return this.run(undefined, callback, ...args);
  }

  getStore() {
    const frame = currentFrame();
    if (frame !== undefined) {
      for (let i = 0; i < frame.length; i += 2) if (frame[i] === this) return frame[i + 1];
    }
    return this.#defaultValue;
  }

  withScope(store) {
    return new RunScope(this, store);
  }
}

// The hooks that are enabled; replaced and never changed, since a hook may enable another one.
let hooks = [];

// An error in a hook ends the process, but not that there was no room left to call it.
function fatal(error) {
  if (error instanceof RangeError && error.message === 'Maximum call stack size exceeded') {
    throw error;
  }
  const process = require('process');
  if (typeof error?.stack === 'string') process._rawDebug(error.stack);
  else process._rawDebug(error);
  process.exit(1);
}

function callHooks(key, asyncId, type, triggerAsyncId, resource) {
  const list = hooks;
  for (let i = 0; i < list.length; i++) {
    const hook = list[i][key];
    if (hook === undefined) continue;
    if (type === 'PROMISE' && list[i][kNoPromiseHook]) continue;
    try {
      FunctionPrototypeCall(hook, list[i], asyncId, type, triggerAsyncId, resource);
    } catch (error) {
      fatal(error);
    }
  }
}

function callHook(key, asyncId, isPromise) {
  const list = hooks;
  for (let i = 0; i < list.length; i++) {
    const hook = list[i][key];
    if (hook === undefined || isPromise && list[i][kNoPromiseHook]) continue;
    try {
      FunctionPrototypeCall(hook, list[i], asyncId);
    } catch (error) {
      fatal(error);
    }
  }
}

const hasHook = (key) => {
  for (let i = 0; i < hooks.length; i++) if (hooks[i][key] !== undefined) return true;
  return false;
};

// The scopes around the one that runs.
const outer = [];

function beginScope(own, isPromise) {
  ArrayPrototypePush(outer, scope);
  scope = own;
  callHook(kBefore, own.asyncId, isPromise);
}

function endScope(own, isPromise) {
  callHook(kAfter, own.asyncId, isPromise);
  // What began before the hooks were enabled has no scope.
  if (scope === own) scope = ArrayPrototypePop(outer);
}

// What the engine tells while any hook is enabled.
const ofPromises = {
  __proto__: null,
  init: (promise, parent) => {
    numbersOf(promise, 'PROMISE', parent);
  },
  before: (promise) => beginScope(numbersOf(promise), true),
  after: (promise) => endScope(numbersOf(promise), true),
  settled: (promise) => {
    const own = WeakMapPrototypeGet(numbers, promise);
    if (own !== undefined) callHook(kPromiseResolve, own.asyncId, true);
  },
};

let removePromiseHooks;

function tellEngine() {
  const any = hooks.length > 0;
  if (any === (removePromiseHooks !== undefined)) return;
  const promiseHooks = require('internal/promise_hooks');
  const resources = internalBinding('promise_hooks');
  if (!any) {
    removePromiseHooks();
    removePromiseHooks = undefined;
    resources.setResources();
    resources.setMicrotaskWrapper();
    return;
  }
  removePromiseHooks = promiseHooks.add(ofPromises);
  resources.setMicrotaskWrapper(wrapMicrotask);
  resources.setResources(
    (resource, type) => {
      if (isQuiet) WeakMapPrototypeSet(numbers, resource, null);
      else numbersOf(resource, type);
    },
    (resource) => {
      const own = numbersOf(resource);
      if (own !== null) beginScope(own);
    },
    (resource) => {
      const own = numbersOf(resource);
      if (own !== null) endScope(own);
    },
    (resource) => {
      const own = numbersOf(resource);
      if (own !== null) queueDestroy(own.asyncId);
    },
  );
}

// A microtask is a resource of its own only while hooks are told of it.
function wrapMicrotask(callback) {
  const resource = new AsyncResource('Microtask', { __proto__: null, requireManualDestroy: true });
  return () => {
    try {
      return resource.runInAsyncScope(callback);
    } finally {
      resource.emitDestroy();
    }
  };
}

let destroyed;
// While the immediate is made that tells of what was destroyed, of which nobody is told.
let isQuiet = false;

// Hooks learn of it when the event loop gets to it.
function queueDestroy(asyncId) {
  if (!hasHook(kDestroy)) return;
  if (destroyed !== undefined) {
    ArrayPrototypePush(destroyed, asyncId);
    return;
  }
  destroyed = [asyncId];
  isQuiet = true;
  internalBinding('globals').setImmediate(() => {
    const list = destroyed;
    destroyed = undefined;
    for (let i = 0; i < list.length; i++) callHook(kDestroy, list[i]);
  });
  isQuiet = false;
}

let collected;

// A resource that is collected is destroyed.
function destroyWhenCollected(resource, asyncId) {
  collected ??= new FinalizationRegistry(({ asyncId, state }) => {
    if (!state.destroyed) queueDestroy(asyncId);
  });
  const state = resource[kDestroyed] = { destroyed: false };
  FinalizationRegistryPrototypeRegister(collected, resource, { asyncId, state });
}

class AsyncHook {
  constructor({ init, before, after, destroy, promiseResolve, trackPromises = true }) {
    this[kInit] = init;
    this[kBefore] = before;
    this[kAfter] = after;
    this[kDestroy] = destroy;
    this[kPromiseResolve] = promiseResolve;
    this[kNoPromiseHook] = !trackPromises;
  }

  enable() {
    if (ArrayPrototypeIncludes(hooks, this)) return this;
    hooks = ArrayPrototypeConcat(hooks, [this]);
    tellEngine();
    return this;
  }

  disable() {
    const place = ArrayPrototypeIndexOf(hooks, this);
    if (place === -1) return this;
    hooks = ArrayPrototypeToSpliced(hooks, place, 1);
    tellEngine();
    return this;
  }
}

function createHook(fns) {
  const { init, before, after, destroy, promiseResolve, trackPromises } = fns;
  const check = (fn, name) => {
    if (fn !== undefined && typeof fn !== 'function') throw new ERR_ASYNC_CALLBACK(`hook.${name}`);
  };
  check(init, 'init');
  check(before, 'before');
  check(after, 'after');
  check(destroy, 'destroy');
  check(promiseResolve, 'promiseResolve');
  if (trackPromises !== undefined) {
    validateBoolean(trackPromises, 'trackPromises');
    if (promiseResolve !== undefined && !trackPromises) {
      const { ERR_INVALID_ARG_VALUE } = require('internal/errors').codes;
      const reason = 'must not be false when promiseResolve is enabled';
      throw new ERR_INVALID_ARG_VALUE('trackPromises', trackPromises, reason);
    }
  }
  return new AsyncHook(fns);
}

class AsyncResource {
  constructor(type, options = { __proto__: null }) {
    validateString(type, 'type');
    let triggerId = options;
    let requireManualDestroy = false;
    if (typeof options !== 'number') {
      triggerId = options.triggerAsyncId === undefined ?
        executionAsyncId() : options.triggerAsyncId;
      requireManualDestroy = !!options.requireManualDestroy;
    }
    if (!NumberIsSafeInteger(triggerId) || triggerId < -1) {
      throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', triggerId);
    }
    this[kFrame] = currentFrame();
    const asyncId = newAsyncId();
    this[kAsyncId] = asyncId;
    this[kTriggerAsyncId] = triggerId;
    if (hooks.length === 0) return;
    if (hasHook(kInit)) {
      if (type.length === 0) throw new ERR_ASYNC_TYPE(type);
      callHooks(kInit, asyncId, type, triggerId, this);
    }
    if (!requireManualDestroy && hasHook(kDestroy)) destroyWhenCollected(this, asyncId);
  }

  runInAsyncScope(fn, thisArg, ...args) {
    const asyncId = this[kAsyncId];
    const outer = scope;
    const frame = currentFrame();
    scope = { asyncId, triggerAsyncId: this[kTriggerAsyncId], resource: this };
    if (hooks.length > 0) callHook(kBefore, asyncId);
    setFrame(this[kFrame]);
    try {
      return ReflectApply(fn, thisArg, args);
    } finally {
      setFrame(frame);
      if (hooks.length > 0) callHook(kAfter, asyncId);
      scope = outer;
    }
  }

  emitDestroy() {
    if (this[kDestroyed] !== undefined) this[kDestroyed].destroyed = true;
    queueDestroy(this[kAsyncId]);
    return this;
  }

  asyncId() {
    return this[kAsyncId];
  }

  triggerAsyncId() {
    return this[kTriggerAsyncId];
  }

  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    const resource = this;
    let bound;
    if (thisArg === undefined) {
      bound = function(...args) {
        return resource.runInAsyncScope(fn, this, ...args);
      };
    } else {
      bound = FunctionPrototypeBind(this.runInAsyncScope, this, fn, thisArg);
    }
    ObjectDefineProperty(bound, 'length', {
      __proto__: null,
      configurable: true,
      enumerable: false,
      value: fn.length,
      writable: false,
    });
    return bound;
  }

  static bind(fn, type, thisArg) {
    type ||= fn.name;
    return new AsyncResource(type || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

const PROVIDERS = 'NONE,DIRHANDLE,DNSCHANNEL,ELDHISTOGRAM,FILEHANDLE,FILEHANDLECLOSEREQ,' +
  'BLOBREADER,FSEVENTWRAP,FSREQCALLBACK,FSREQPROMISE,GETADDRINFOREQWRAP,GETNAMEINFOREQWRAP,' +
  'HEAPSNAPSHOT,HTTP2SESSION,HTTP2STREAM,HTTP2PING,HTTP2SETTINGS,HTTPINCOMINGMESSAGE,' +
  'HTTPCLIENTREQUEST,LOCKS,JSSTREAM,JSUDPWRAP,MESSAGEPORT,PIPECONNECTWRAP,PIPESERVERWRAP,' +
  'PIPEWRAP,PROCESSWRAP,PROMISE,QUERYWRAP,QUIC_ENDPOINT,QUIC_LOGSTREAM,QUIC_SESSION,' +
  'QUIC_STREAM,QUIC_UDP,SHUTDOWNWRAP,SIGNALWRAP,STATWATCHER,STREAMPIPE,TCPCONNECTWRAP,' +
  'TCPSERVERWRAP,TCPWRAP,TTYWRAP,UDPSENDWRAP,UDPWRAP,SIGINTWATCHDOG,WORKER,WORKERCPUPROFILE,' +
  'WORKERCPUUSAGE,WORKERHEAPPROFILE,WORKERHEAPSNAPSHOT,WORKERHEAPSTATISTICS,WRITEWRAP,ZLIB,' +
  'CHECKPRIMEREQUEST,PBKDF2REQUEST,KEYPAIRGENREQUEST,KEYGENREQUEST,KEYEXPORTREQUEST,' +
  'ARGON2REQUEST,CIPHERREQUEST,DERIVEBITSREQUEST,HASHREQUEST,RANDOMBYTESREQUEST,' +
  'RANDOMPRIMEREQUEST,SCRYPTREQUEST,SIGNREQUEST,TLSWRAP,VERIFYREQUEST';

function providers() {
  const table = { __proto__: null };
  const names = StringPrototypeSplit(PROVIDERS, ',');
  for (let i = 0; i < names.length; i++) table[names[i]] = i;
  return ObjectFreeze(table);
}

module.exports = {
  get AsyncLocalStorage() {
    return AsyncLocalStorage;
  },
  createHook,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  asyncWrapProviders: providers(),
  AsyncResource,
};
