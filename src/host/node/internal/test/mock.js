// Mocks of functions, methods and properties: https://nodejs.org/api/test.html#class-mocktracker

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const {
  validateBoolean, validateFunction, validateInteger, validateObject,
} = require('internal/validators');

class MockFunctionContext {
  #calls = [];
  #mocks = new Map();
  #implementation;
  #restore;
  #times;

  constructor(implementation, restore, times) {
    this.#implementation = implementation;
    this.#restore = restore;
    this.#times = times;
  }

  get calls() {
    return ArrayPrototypeSlice(this.#calls);
  }

  callCount() {
    return this.#calls.length;
  }

  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall) {
    validateFunction(implementation, 'implementation');
    const next = this.#calls.length;
    const call = onCall ?? next;
    validateInteger(call, 'onCall', next);
    MapPrototypeSet(this.#mocks, call, implementation);
  }

  restore() {
    const { descriptor, object, original, name } = this.#restore;
    if (typeof name === 'string' || typeof name === 'symbol') {
      ObjectDefineProperty(object, name, descriptor);
    } else {
      this.#implementation = original;
    }
  }

  resetCalls() {
    this.#calls = [];
  }

  // Not of the documented interface: what the function that stands for the original calls.
  static track(context, call) {
    ArrayPrototypePush(context.#calls, call);
  }

  static next(context) {
    const index = context.#calls.length;
    const mock = MapPrototypeGet(context.#mocks, index) ?? context.#implementation;
    if (index + 1 === context.#times) context.restore();
    MapPrototypeDelete(context.#mocks, index);
    return mock;
  }
}

const { track, next } = MockFunctionContext;
delete MockFunctionContext.track;
delete MockFunctionContext.next;

class MockPropertyContext {
  #object;
  #name;
  #value;
  #original;
  #descriptor;
  #accesses = [];
  #onceValues = new Map();

  constructor(object, name, values) {
    this.#object = object;
    this.#name = name;
    this.#original = object[name];
    this.#value = values.length === 0 ? this.#original : values[0];
    this.#descriptor = ObjectGetOwnPropertyDescriptor(object, name);
    if (!this.#descriptor) {
      throw new ERR_INVALID_ARG_VALUE('propertyName', name, 'is not a property of the object');
    }
    const { configurable, enumerable } = this.#descriptor;
    const access = (type, value) => {
      const stack = new Error();
      ArrayPrototypePush(this.#accesses, { __proto__: null, type, value, stack });
      return value;
    };
    ObjectDefineProperty(object, name, {
      __proto__: null,
      configurable,
      enumerable,
      get: () => access('get', this.#next(this.#value)),
      set: (value) => {
        if (!this.#descriptor.writable) {
          throw new ERR_INVALID_ARG_VALUE('propertyName', name, 'cannot be set');
        }
        this.#value = access('set', this.#next(value));
      },
    });
  }

  #next(value) {
    const index = this.#accesses.length;
    if (!MapPrototypeHas(this.#onceValues, index)) return value;
    const once = MapPrototypeGet(this.#onceValues, index);
    MapPrototypeDelete(this.#onceValues, index);
    return once;
  }

  get accesses() {
    return ArrayPrototypeSlice(this.#accesses);
  }

  accessCount() {
    return this.#accesses.length;
  }

  mockImplementation(value) {
    this.#object[this.#name] = value;
  }

  mockImplementationOnce(value, onAccess) {
    const next = this.#accesses.length;
    const access = onAccess ?? next;
    validateInteger(access, 'onAccess', next);
    MapPrototypeSet(this.#onceValues, access, value);
  }

  resetAccesses() {
    this.#accesses = [];
  }

  restore() {
    ObjectDefineProperty(this.#object, this.#name, {
      __proto__: null, ...this.#descriptor, value: this.#original,
    });
  }
}

// The descriptor of a property of an object or of its prototypes.
function findProperty(object, name) {
  for (let at = object; at !== null; at = ObjectGetPrototypeOf(at)) {
    const descriptor = ObjectGetOwnPropertyDescriptor(at, name);
    if (descriptor) return descriptor;
  }
  return undefined;
}

function validateTimes(value, name) {
  if (value !== Infinity) validateInteger(value, name, 1);
}

class MockTracker {
  #mocks = [];
  #timers;

  get timers() {
    return (this.#timers ??= new (require('internal/test/timers').MockTimers)());
  }

  fn(original = function() {}, implementation = original, options = { __proto__: null }) {
    if (original !== null && typeof original === 'object') {
      options = original;
      original = function() {};
      implementation = original;
    } else if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, 'original');
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { times = Infinity } = options;
    validateTimes(times, 'options.times');
    return this.#set(original, implementation, { __proto__: null, original }, times);
  }

  method(object, name, implementation = undefined, options = { __proto__: null }) {
    if (typeof object !== 'function') validateObject(object, 'object');
    if (typeof name !== 'string' && typeof name !== 'symbol') {
      throw new ERR_INVALID_ARG_TYPE('methodName', ['string', 'symbol'], name);
    }
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    if (implementation !== undefined) validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { getter = false, setter = false, times = Infinity } = options;
    validateBoolean(getter, 'options.getter');
    validateBoolean(setter, 'options.setter');
    validateTimes(times, 'options.times');
    if (setter && getter) {
      const reason = "cannot be used with 'options.getter'";
      throw new ERR_INVALID_ARG_VALUE('options.setter', setter, reason);
    }
    const descriptor = findProperty(object, name);
    const original = getter ? descriptor?.get : setter ? descriptor?.set : descriptor?.value;
    if (typeof original !== 'function') {
      throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');
    }
    const restore = { __proto__: null, descriptor, object, name };
    const mock = this.#set(original, implementation ?? original, restore, times);
    const { configurable, enumerable } = descriptor;
    const defined = { __proto__: null, configurable, enumerable };
    if (getter) {
      defined.get = mock;
      defined.set = descriptor.set;
    } else if (setter) {
      defined.get = descriptor.get;
      defined.set = mock;
    } else {
      defined.writable = descriptor.writable;
      defined.value = mock;
    }
    ObjectDefineProperty(object, name, defined);
    return mock;
  }

  getter(object, name, implementation = undefined, options = { __proto__: null }) {
    return this.#accessor('getter', object, name, implementation, options);
  }

  setter(object, name, implementation = undefined, options = { __proto__: null }) {
    return this.#accessor('setter', object, name, implementation, options);
  }

  #accessor(which, object, name, implementation, options) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    } else {
      validateObject(options, 'options');
    }
    if (options[which] === false) {
      throw new ERR_INVALID_ARG_VALUE(`options.${which}`, false, 'cannot be false');
    }
    const given = { __proto__: null, ...options, [which]: true };
    return this.method(object, name, implementation, given);
  }

  property(object, name, ...values) {
    validateObject(object, 'object');
    if (typeof name !== 'string' && typeof name !== 'symbol') {
      throw new ERR_INVALID_ARG_TYPE('propertyName', ['string', 'symbol'], name);
    }
    const context = new MockPropertyContext(object, name, values);
    ArrayPrototypePush(this.#mocks, context);
    return new Proxy(object, {
      __proto__: null,
      get(target, key, receiver) {
        return key === 'mock' ? context : ReflectGet(target, key, receiver);
      },
    });
  }

  reset() {
    this.restoreAll();
    this.#timers?.reset();
    this.#mocks = [];
  }

  restoreAll() {
    for (let i = 0; i < this.#mocks.length; i++) this.#mocks[i].restore();
  }

  #set(original, implementation, restore, times) {
    const context = new MockFunctionContext(implementation, restore, times);
    ArrayPrototypePush(this.#mocks, context);
    const record = (call) => track(context, { __proto__: null, ...call });
    return new Proxy(original, {
      __proto__: null,
      get(target, key, receiver) {
        return key === 'mock' ? context : ReflectGet(target, key, receiver);
      },
      apply(fn, self, args) {
        const mock = next(context);
        let error;
        let result;
        try {
          result = ReflectApply(mock, self, args);
        } catch (thrown) {
          error = thrown;
          throw thrown;
        } finally {
          const stack = new Error();
          record({ arguments: args, error, result, stack, target: undefined, this: self });
        }
        return result;
      },
      construct(target, args, newTarget) {
        const mock = next(context);
        let error;
        let result;
        try {
          result = ReflectConstruct(mock, args, newTarget);
        } catch (thrown) {
          error = thrown;
          throw thrown;
        } finally {
          const stack = new Error();
          record({ arguments: args, error, result, stack, target, this: result });
        }
        return result;
      },
    });
  }
}

ObjectDefineProperty(MockTracker.prototype.property, 'length', { __proto__: null, value: 3 });

module.exports = { MockTracker };
