// Timers and dates that a test moves on: https://nodejs.org/api/test.html#class-mocktimers

const {
  AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE },
} = require('internal/errors');
const {
  validateAbortSignal, validateNumber, validateStringArray, validateUint32,
} = require('internal/validators');
const globals = internalBinding('globals');

const APIS = [
  'setInterval', 'setTimeout', 'setImmediate', 'Date', 'scheduler.wait', 'AbortSignal.timeout',
];
const LONGEST = 2 ** 31 - 1;

// Node tells it in this order.
function requirePositive(time) {
  if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
}

let lastId = 0;

class Timeout {
  constructor(timers, entry) {
    this.id = entry.id;
    this.callback = entry.callback;
    this.runAt = entry.runAt;
    this.interval = entry.interval;
    this.args = entry.args;
    this.priorityQueuePosition = undefined;
    ObjectDefineProperty(this, 'mock', {
      __proto__: null, enumerable: false, value: { timers, entry },
    });
  }

  hasRef() {
    return true;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  refresh() {
    const { timers, entry } = this.mock;
    timers.postpone(entry);
    return this;
  }

  [SymbolToPrimitive]() {
    return this.id;
  }

  [SymbolDispose]() {
    this.mock.timers.remove(this.mock.entry);
  }
}

// Entries as a heap, so that what is at its end is what Node takes for the last one.
class Queue {
  entries = [];

  #isAfter(a, b) {
    return (a.runAt - b.runAt || a.id - b.id) > 0;
  }

  #put(entry, at) {
    this.entries[at] = entry;
    entry.timer.runAt = entry.runAt;
    entry.timer.priorityQueuePosition = at + 1;
  }

  #up(at) {
    const { entries } = this;
    const entry = entries[at];
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isAfter(entries[parent], entry)) break;
      this.#put(entries[parent], at);
      at = parent;
    }
    this.#put(entry, at);
  }

  #down(at) {
    const { entries } = this;
    const entry = entries[at];
    for (;;) {
      let child = 2 * at + 1;
      if (child >= entries.length) break;
      if (child + 1 < entries.length && this.#isAfter(entries[child], entries[child + 1])) child++;
      if (!this.#isAfter(entry, entries[child])) break;
      this.#put(entries[child], at);
      at = child;
    }
    this.#put(entry, at);
  }

  insert(entry) {
    ArrayPrototypePush(this.entries, entry);
    this.#up(this.entries.length - 1);
  }

  remove(entry) {
    const { entries } = this;
    const at = ArrayPrototypeIndexOf(entries, entry);
    if (at < 0) return;
    entry.timer.priorityQueuePosition = undefined;
    const last = ArrayPrototypePop(entries);
    if (last === entry) return;
    entries[at] = last;
    if (at > 0 && this.#isAfter(entries[(at - 1) >> 1], last)) this.#up(at);
    else this.#down(at);
  }
}

class MockTimers {
  #enabled = [];
  #isEnabled = false;
  #now = 0;
  #restore = [];
  #queue = new Queue();
  // What a timer's object reaches.
  #face = {
    postpone: (entry) => {
      this.#queue.remove(entry);
      entry.runAt = this.#now + entry.delay;
      this.#queue.insert(entry);
    },
    remove: (entry) => this.#queue.remove(entry),
  };

  #add(callback, delay, args, isInterval) {
    let ms = +delay;
    if (!(ms >= 1 && ms <= LONGEST)) ms = 1;
    return this.#schedule(callback, ms, args, isInterval);
  }

  #schedule(callback, delay, args, isInterval) {
    const entry = {
      __proto__: null,
      id: ++lastId,
      callback,
      delay,
      runAt: this.#now + delay,
      interval: isInterval ? delay : undefined,
      args,
    };
    entry.timer = new Timeout(this.#face, entry);
    this.#queue.insert(entry);
    return entry.timer;
  }

  #clear(timer) {
    if (timer?.mock?.entry) {
      this.#queue.remove(timer.mock.entry);
      return;
    }
    const id = typeof timer === 'number' || typeof timer === 'string' ? +timer : timer?.id;
    const { entries } = this.#queue;
    for (let i = 0; i < entries.length; i++) {
      if (entries[i].id === id) return void this.#queue.remove(entries[i]);
    }
  }

  #replace(object, name, value) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, name);
    ArrayPrototypePush(this.#restore, () => {
      if (descriptor) ObjectDefineProperty(object, name, descriptor);
      else delete object[name];
    });
    ObjectDefineProperty(object, name, {
      __proto__: null, configurable: true, enumerable: descriptor?.enumerable ?? true,
      writable: true, value,
    });
  }

  #promise(delay, value, options, add) {
    const signal = options?.signal;
    try {
      validateAbortSignal(signal, 'options.signal');
    } catch (error) {
      return PromiseReject(error);
    }
    const error = () => new AbortError(undefined, { cause: signal.reason });
    if (signal?.aborted) return PromiseReject(error());
    const { promise, resolve, reject } = PromiseWithResolvers();
    const timer = add(() => resolve(value));
    if (!signal) return promise;
    const cancel = () => {
      this.#clear(timer);
      reject(error());
    };
    signal.addEventListener('abort', cancel, { __proto__: null, once: true });
    return PromisePrototypeFinally(promise, () => signal.removeEventListener('abort', cancel));
  }

  async* #interval(delay, value, options) {
    const signal = options?.signal;
    validateAbortSignal(signal, 'options.signal');
    const error = () => new AbortError(undefined, { cause: signal?.reason });
    if (signal?.aborted) throw error();
    let due = 0;
    let wake;
    const ring = () => {
      wake?.();
      wake = undefined;
    };
    const timer = this.#add(() => {
      due++;
      ring();
    }, delay, [], true);
    const cancel = () => {
      this.#clear(timer);
      ring();
    };
    signal?.addEventListener('abort', cancel);
    try {
      while (!signal?.aborted) {
        if (due === 0) await new Promise((resolve) => { wake = resolve; });
        for (; due > 0; due--) yield value;
      }
      throw error();
    } finally {
      this.#clear(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  #install(api) {
    const faces = [globalThis, require('timers')];
    const promises = require('timers/promises');
    const everywhere = (name, value) => {
      for (let i = 0; i < faces.length; i++) this.#replace(faces[i], name, value);
    };
    switch (api) {
      case 'setTimeout':
        everywhere('setTimeout', (callback, delay, ...args) => {
          return this.#add(callback, delay, args, false);
        });
        everywhere('clearTimeout', (timer) => this.#clear(timer));
        this.#replace(promises, 'setTimeout', (delay, value, options) =>
          this.#promise(delay, value, options, (fire) => this.#add(fire, delay, [], false)));
        break;
      case 'setInterval':
        everywhere('setInterval', (callback, delay, ...args) => {
          return this.#add(callback, delay, args, true);
        });
        everywhere('clearInterval', (timer) => this.#clear(timer));
        this.#replace(promises, 'setInterval', (delay, value, options) =>
          this.#interval(delay, value, options));
        break;
      case 'setImmediate':
        // Before all timers of the same time.
        everywhere('setImmediate', (callback, ...args) => {
          return this.#schedule(callback, -1, args, false);
        });
        everywhere('clearImmediate', (timer) => this.#clear(timer));
        this.#replace(promises, 'setImmediate', (value, options) =>
          this.#promise(0, value, options, (fire) => this.#schedule(fire, -1, [], false)));
        break;
      case 'Date':
        this.#installDate();
        break;
      case 'scheduler.wait':
        this.#replace(promises.scheduler, 'wait', (delay, options) =>
          this.#promise(delay, undefined, options, (fire) => this.#add(fire, delay, [], false)));
        break;
      case 'AbortSignal.timeout':
        this.#replace(globals.AbortSignal, 'timeout', (delay) => {
          validateUint32(delay, 'delay', false);
          const controller = new globals.AbortController();
          this.#schedule(() => controller.abort(), delay, [], false);
          return controller.signal;
        });
    }
  }

  #installDate() {
    const { Date: RealDate } = globalThis;
    if (RealDate.isMock) throw new ERR_INVALID_STATE('Date is already being mocked!');
    const now = () => this.#now;
    function MockDate(year, month, date, hours, minutes, seconds, ms) {
      if (new.target === undefined) return new RealDate(now()).toString();
      const args = arguments.length === 0 ? [now()] : ArrayPrototypeSlice(arguments);
      return ReflectConstruct(RealDate, args, new.target);
    }
    const descriptors = ObjectGetOwnPropertyDescriptors(RealDate);
    ObjectDefineProperties(MockDate, descriptors);
    ObjectDefineProperty(MockDate, 'now', { __proto__: null, ...descriptors.now, value: now });
    ObjectDefineProperty(MockDate, 'isMock', { __proto__: null, value: true });
    ObjectDefineProperty(MockDate, 'toString', {
      __proto__: null, configurable: true, value: () => FunctionPrototypeToString(RealDate),
    });
    this.#replaceDate(MockDate, RealDate);
  }

  #replaceDate(MockDate, RealDate) {
    const { prototype } = RealDate;
    const constructor = ObjectGetOwnPropertyDescriptor(prototype, 'constructor');
    this.#replace(globalThis, 'Date', MockDate);
    ObjectDefineProperty(prototype, 'constructor', {
      __proto__: null, ...constructor, value: MockDate,
    });
    ArrayPrototypePush(
      this.#restore, () => ObjectDefineProperty(prototype, 'constructor', constructor));
  }

  #requireEnabled() {
    if (!this.#isEnabled) {
      throw new ERR_INVALID_STATE(
        'You should enable MockTimers first by calling the .enable function');
    }
  }

  enable(options = { __proto__: null, apis: APIS, now: 0 }) {
    const given = { __proto__: null, ...options };
    if (this.#isEnabled) throw new ERR_INVALID_STATE('MockTimers is already enabled!');
    given.apis ??= APIS;
    given.now ??= 0;
    if (ObjectPrototypeToString(given.now) === '[object Date]') {
      const time = DatePrototypeGetTime(given.now);
      if (NumberIsNaN(time)) {
        const reason = `epoch must be a positive integer received ${time}`;
        throw new ERR_INVALID_ARG_VALUE('now', time, reason);
      }
      given.now = time;
    } else {
      validateNumber(given.now, 'initialTime');
      if (NumberIsNaN(given.now)) {
        const reason = `epoch must be a positive integer received ${given.now}`;
        throw new ERR_INVALID_ARG_VALUE('now', given.now, reason);
      }
      requirePositive(given.now);
    }
    validateStringArray(given.apis, 'options.apis');
    for (let i = 0; i < given.apis.length; i++) {
      const api = given.apis[i];
      if (!ArrayPrototypeIncludes(APIS, api)) {
        throw new ERR_INVALID_ARG_VALUE('options.apis', api, `option ${api} is not supported`);
      }
    }
    this.#enabled = given.apis;
    this.#now = given.now;
    this.#isEnabled = true;
    for (let i = 0; i < this.#enabled.length; i++) this.#install(this.#enabled[i]);
  }

  tick(time = 1) {
    this.#requireEnabled();
    requirePositive(time);
    this.#now += time;
    for (;;) {
      const entry = this.#queue.entries[0];
      if (entry === undefined || entry.runAt > this.#now) break;
      this.#queue.remove(entry);
      if (entry.interval !== undefined) {
        entry.runAt += entry.interval;
        this.#queue.insert(entry);
      }
      ReflectApply(entry.callback, undefined, entry.args);
    }
  }

  setTime(time = 0) {
    validateNumber(time, 'time');
    requirePositive(time);
    this.#requireEnabled();
    this.#now = time;
  }

  runAll() {
    this.#requireEnabled();
    const { entries } = this.#queue;
    const longest = entries[entries.length - 1];
    if (longest === undefined) return;
    this.tick(MathMax(longest.runAt - this.#now, 0));
  }

  reset() {
    if (!this.#isEnabled) return;
    for (let i = this.#restore.length - 1; i >= 0; i--) this.#restore[i]();
    this.#restore = [];
    this.#enabled = [];
    this.#isEnabled = false;
    this.#queue = new Queue();
  }

  [SymbolDispose]() {
    this.reset();
  }
}

module.exports = { MockTimers };
