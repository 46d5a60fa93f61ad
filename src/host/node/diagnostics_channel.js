// Named channels for messages: https://nodejs.org/api/diagnostics_channel.html

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

// Stores are in a map that doesn't inherit, as one sees when it is shown.
class SafeMap extends Map {}
const mapKeys = ReflectOwnKeys(Map.prototype);
for (let i = 0; i < mapKeys.length; i++) {
  if (mapKeys[i] === 'constructor') continue;
  const descriptor = ReflectGetOwnPropertyDescriptor(Map.prototype, mapKeys[i]);
  ObjectDefineProperty(SafeMap.prototype, mapKeys[i], { __proto__: null, ...descriptor });
}
ObjectSetPrototypeOf(SafeMap.prototype, null);

// The channels by name: held for as long as somebody else holds them, or anything is subscribed.
const channels = new Map();
const cleaner = new FinalizationRegistry((name) => {
  const entry = MapPrototypeGet(channels, name);
  if (entry !== undefined && WeakRefPrototypeDeref(entry.weak) === undefined) {
    MapPrototypeDelete(channels, name);
  }
});

function find(name) {
  const entry = MapPrototypeGet(channels, name);
  return entry && (entry.strong ?? WeakRefPrototypeDeref(entry.weak));
}

function hold(channel, strongly) {
  const entry = MapPrototypeGet(channels, channel.name);
  if (entry !== undefined) entry.strong = strongly ? channel : undefined;
}

// An error of a subscriber is uncaught, and isn't the publisher's.
function throwLater(error) {
  require('process').nextTick(() => {
    throw error;
  });
}

// Only channels that something is subscribed to are of this class.
class ActiveChannel {
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    // Those that are being told of a message keep their list.
    this._subscribers = ArrayPrototypeSlice(this._subscribers);
    ArrayPrototypePush(this._subscribers, subscription);
  }

  unsubscribe(subscription) {
    const place = ArrayPrototypeIndexOf(this._subscribers, subscription);
    if (place === -1) return false;
    this._subscribers = ArrayPrototypeToSpliced(this._subscribers, place, 1);
    deactivateIfUnused(this);
    return true;
  }

  bindStore(store, transform) {
    MapPrototypeSet(this._stores, store, transform);
  }

  unbindStore(store) {
    if (!MapPrototypeDelete(this._stores, store)) return false;
    deactivateIfUnused(this);
    return true;
  }

  get hasSubscribers() {
    return true;
  }

  publish(data) {
    const subscribers = this._subscribers;
    for (let i = 0; i < (subscribers?.length || 0); i++) {
      try {
        const onMessage = subscribers[i];
        onMessage(data, this.name);
      } catch (error) {
        throwLater(error);
      }
    }
  }

  runStores(data, fn, thisArg, ...args) {
    let run = () => {
      this.publish(data);
      return ReflectApply(fn, thisArg, args);
    };
    MapPrototypeForEach(this._stores, (transform, store) => {
      run = runStore(store, data, run, transform);
    });
    return run();
  }
}

function runStore(store, data, next, transform = (data) => data) {
  return () => {
    let context;
    try {
      context = transform(data);
    } catch (error) {
      throwLater(error);
      return next();
    }
    return store.run(context, next);
  };
}

function activate(channel) {
  ObjectSetPrototypeOf(channel, ActiveChannel.prototype);
  channel._subscribers = [];
  channel._stores = new SafeMap();
  hold(channel, true);
  if (typeof channel.name === 'string' && StringPrototypeStartsWith(channel.name, 'console.')) {
    // The global console asks nobody until somebody listens.
    internalBinding('console').setWatcher(require('internal/console').publish);
  }
}

function deactivateIfUnused(channel) {
  if (channel._subscribers.length > 0 || MapPrototypeGetSize(channel._stores) > 0) return;
  ObjectSetPrototypeOf(channel, Channel.prototype);
  channel._subscribers = undefined;
  channel._stores = undefined;
  hold(channel, false);
}

class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
    this._index = undefined;
    MapPrototypeSet(channels, name, { weak: new WeakRef(this), strong: undefined });
    FinalizationRegistryPrototypeRegister(cleaner, this, name);
  }

  static [SymbolHasInstance](instance) {
    const prototype = ObjectGetPrototypeOf(instance);
    return prototype === Channel.prototype || prototype === ActiveChannel.prototype;
  }

  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    activate(this);
    this.subscribe(subscription);
  }

  unsubscribe() {
    return false;
  }

  bindStore(store, transform) {
    activate(this);
    this.bindStore(store, transform);
  }

  unbindStore() {
    return false;
  }

  get hasSubscribers() {
    return false;
  }

  publish() {}

  runStores(data, fn, thisArg, ...args) {
    return ReflectApply(fn, thisArg, args);
  }
}

function channel(name) {
  const found = find(name);
  if (found) return found;
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  }
  return new Channel(name);
}

function subscribe(name, subscription) {
  return channel(name).subscribe(subscription);
}

function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

function hasSubscribers(name) {
  const found = find(name);
  return found ? found.hasSubscribers : false;
}

function channelOf(nameOrChannels, event) {
  if (typeof nameOrChannels === 'string') return channel(`tracing:${nameOrChannels}:${event}`);
  if (typeof nameOrChannels === 'object' && nameOrChannels !== null) {
    const given = nameOrChannels[event];
    if (!(given instanceof Channel)) {
      throw new ERR_INVALID_ARG_TYPE(`nameOrChannels.${event}`, ['Channel'], given);
    }
    return given;
  }
  const types = ['string', 'object', 'TracingChannel'];
  throw new ERR_INVALID_ARG_TYPE('nameOrChannels', types, nameOrChannels);
}

class TracingChannel {
  constructor(nameOrChannels) {
    for (let i = 0; i < EVENTS.length; i++) {
      const value = channelOf(nameOrChannels, EVENTS[i]);
      ObjectDefineProperty(this, EVENTS[i], { __proto__: null, value });
    }
  }

  get hasSubscribers() {
    return this.start?.hasSubscribers || this.end?.hasSubscribers ||
      this.asyncStart?.hasSubscribers || this.asyncEnd?.hasSubscribers ||
      this.error?.hasSubscribers;
  }

  subscribe(handlers) {
    for (let i = 0; i < EVENTS.length; i++) {
      const event = EVENTS[i];
      if (handlers[event]) this[event]?.subscribe(handlers[event]);
    }
  }

  unsubscribe(handlers) {
    let done = true;
    for (let i = 0; i < EVENTS.length; i++) {
      const event = EVENTS[i];
      if (handlers[event] && !this[event]?.unsubscribe(handlers[event])) done = false;
    }
    return done;
  }

  traceSync(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    const { start, end, error } = this;
    return start.runStores(context, () => {
      try {
        const result = ReflectApply(fn, thisArg, args);
        context.result = result;
        return result;
      } catch (thrown) {
        context.error = thrown;
        error.publish(context);
        throw thrown;
      } finally {
        end.publish(context);
      }
    });
  }

  tracePromise(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    const { start, end, asyncStart, asyncEnd, error } = this;
    const onRejected = (reason) => {
      context.error = reason;
      error.publish(context);
      asyncStart.publish(context);
      asyncEnd.publish(context);
      return PromiseReject(reason);
    };
    const onFulfilled = (result) => {
      context.result = result;
      asyncStart.publish(context);
      asyncEnd.publish(context);
      return result;
    };
    return start.runStores(context, () => {
      try {
        let promise = ReflectApply(fn, thisArg, args);
        if (!(promise instanceof Promise)) promise = PromiseResolve(promise);
        return PromisePrototypeThen(promise, onFulfilled, onRejected);
      } catch (thrown) {
        context.error = thrown;
        error.publish(context);
        throw thrown;
      } finally {
        end.publish(context);
      }
    });
  }

  traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    const { start, end, asyncStart, asyncEnd, error } = this;
    const callback = ArrayPrototypeAt(args, position);
    validateFunction(callback, 'callback');

    function wrappedCallback(thrown, result) {
      if (thrown) {
        context.error = thrown;
        error.publish(context);
      } else {
        context.result = result;
      }
      // What a binding of asyncStart enters is the callback's context.
      asyncStart.runStores(context, () => {
        try {
          return ReflectApply(callback, this, arguments);
        } finally {
          asyncEnd.publish(context);
        }
      });
    }
    ArrayPrototypeSplice(args, position, 1, wrappedCallback);

    return start.runStores(context, () => {
      try {
        return ReflectApply(fn, thisArg, args);
      } catch (thrown) {
        context.error = thrown;
        error.publish(context);
        throw thrown;
      } finally {
        end.publish(context);
      }
    });
  }
}

function tracingChannel(nameOrChannels) {
  return new TracingChannel(nameOrChannels);
}

module.exports = {
  channel,
  hasSubscribers,
  subscribe,
  tracingChannel,
  unsubscribe,
  Channel,
};
