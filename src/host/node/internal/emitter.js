// What emitters do seldom: https://nodejs.org/api/events.html

const { codes, genericNodeError } = require('internal/errors');

let kCapture;
let kErrorMonitor;
let kShapeMode;
let limitOf;
const kRejection = SymbolFor('nodejs.rejection');
// Of a list of listeners: how many calls of `emit` are going through it.
const kEmitting = Symbol('events.emitting');

const inspect = (value, options) => require('util').inspect(value, options);
const wrongType = (name, expected, value) =>
  new codes.ERR_INVALID_ARG_TYPE(name, expected, value);

function checkListener(listener) {
  throw wrongType('listener', 'Function', listener);
}

function checkCount(n, name) {
  require('internal/validators').validateNumber(n, name, 0);
}

function captures(value, name) {
  if (typeof value !== 'boolean') throw wrongType(name, 'boolean', value);
  return value;
}

// Makes the rejection of a promise that a listener gave an error of the emitter.
function addCatch(emitter, promise, type, args) {
  if (promise === undefined || promise === null) return;
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

// Tells monitors of an error, and throws it if nobody else listens.
function beforeError(emitter, args) {
  let events = emitter._events;
  if (events?.[kErrorMonitor] !== undefined) {
    emitter.emit(kErrorMonitor, ...args);
    events = emitter._events;
  }
  if (events?.error !== undefined) return;
  const er = args[0];
  if (er instanceof Error) {
    throw er; // Unhandled 'error' event
  }
  throw unhandled(er);
}

function unhandled(value) {
  let shown;
  try {
    shown = inspect(value);
  } catch {
    shown = value;
  }
  const error = new codes.ERR_UNHANDLED_ERROR(shown);
  error.context = value;
  return error;
}

// The whole of `emit`: `error`, several listeners, many arguments.
function emitAll(type, ...args) {
  if (type === 'error') beforeError(this, args);
  const handler = this._events?.[type];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    const result = ReflectApply(handler, this, args);
    if (this[kCapture]) addCatch(this, result, type, args);
    return true;
  }
  const { length } = handler;
  handler[kEmitting]++;
  try {
    for (let i = 0; i < length; i++) {
      const result = ReflectApply(handler[i], this, args);
      if (result !== undefined && this[kCapture]) addCatch(this, result, type, args);
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

// Adds to what an event has already.
function addToList(emitter, type, listener, first) {
  const events = emitter._events;
  let list = events[type];
  if (typeof list === 'function') {
    list = events[type] = newList(first ? [listener, list] : [list, listener]);
  } else {
    list = changeable(events, type);
    if (first) ArrayPrototypeUnshift(list, listener);
    else ArrayPrototypePush(list, listener);
  }
  const limit = limitOf(emitter);
  if (limit > 0 && list.length > limit && !list.warned) warnOfLeak(emitter, type, list, limit);
}

function warnOfLeak(emitter, type, list, limit) {
  list.warned = true;
  const count = list.length;
  const text = `Possible EventEmitter memory leak detected. ${count} ${String(type)} listeners ` +
    `added to ${inspect(emitter, { depth: -1 })}. MaxListeners is ${limit}. ` +
    'Use emitter.setMaxListeners() to increase limit';
  const name = 'MaxListenersExceededWarning';
  require('process').emitWarning(genericNodeError(text, { name, emitter, type, count }));
}

// The listeners of a list; those that are called once as they were given, if that is wanted.
function listenersOf({ _events: events }, type, unwrap) {
  const found = events?.[type];
  if (found === undefined) return [];
  const list = typeof found === 'function' ? [found] : ArrayPrototypeSlice(found);
  for (let i = 0; unwrap && i < list.length; i++) {
    const { listener } = list[i];
    if (typeof listener === 'function') list[i] = listener;
  }
  return list;
}

function countOf(found, listener) {
  const list = typeof found === 'function' ? [found] : found;
  let count = 0;
  for (let i = 0; i < list.length; i++) {
    if (list[i] === listener || list[i].listener === listener) count++;
  }
  return count;
}

function removeAll(emitter, type, isAll) {
  const events = emitter._events;
  const isTold = events.removeListener !== undefined;
  if (!isAll && isTold) {
    const list = events[type];
    if (typeof list === 'function') {
      emitter.removeListener(type, list);
    } else if (list !== undefined) {
      for (let i = list.length - 1; i >= 0; i--) emitter.removeListener(type, list[i]);
    }
    return emitter;
  }
  if (isTold) {
    const types = ReflectOwnKeys(events);
    for (let i = 0; i < types.length; i++) {
      if (types[i] !== 'removeListener') emitter.removeAllListeners(types[i]);
    }
    emitter.removeAllListeners('removeListener');
  }
  if (isAll) {
    emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else if (events[type] !== undefined) {
    if (--emitter._eventsCount === 0) emitter._events = { __proto__: null };
    else delete events[type];
  }
  emitter[kShapeMode] = false;
  return emitter;
}

// Removes one of several.
function removeFrom(emitter, list, type, listener) {
  let place = list.length - 1;
  while (place >= 0 && list[place] !== listener && list[place].listener !== listener) place--;
  if (place < 0) return;
  const events = emitter._events;
  const changed = changeable(events, type);
  if (place === 0) ArrayPrototypeShift(changed);
  else ArrayPrototypeSplice(changed, place, 1);
  if (changed.length === 1) events[type] = changed[0];
  if (events.removeListener !== undefined) emitter.emit('removeListener', type, listener);
}

const methods = {
  addCatch, addToList, captures, checkCount, checkListener, countOf, emitAll, listenersOf,
  removeAll, removeFrom,
};

// The methods, that share these symbols.
exports.made = (capture, errorMonitor, shapeMode, limit) => {
  kCapture = capture;
  kErrorMonitor = errorMonitor;
  kShapeMode = shapeMode;
  limitOf = limit;
  return methods;
};
