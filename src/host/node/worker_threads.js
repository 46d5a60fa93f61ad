// Worker threads: https://nodejs.org/api/worker_threads.html. There is the main thread, with its
// ports; others can't be started yet.

const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
const EventEmitter = require('events');
const globals = internalBinding('globals');
const messaging = internalBinding('messaging');
const environment = new Map();

class Worker extends EventEmitter {
  constructor(filename) {
    super();
    throw new ERR_METHOD_NOT_IMPLEMENTED('worker_threads.Worker');
  }
}

function absent(name, length) {
  const fn = function() {
    throw new ERR_METHOD_NOT_IMPLEMENTED(`worker_threads.${name}`);
  };
  ObjectDefineProperty(fn, 'name', { __proto__: null, value: name });
  ObjectDefineProperty(fn, 'length', { __proto__: null, value: length });
  return fn;
}

module.exports = {
  isInternalThread: false,
  isMainThread: true,
  MessagePort: globals.MessagePort,
  MessageChannel: globals.MessageChannel,
  markAsUncloneable: messaging.markAsUncloneable,
  markAsUntransferable: messaging.markAsUntransferable,
  isMarkedAsUntransferable: messaging.isMarkedAsUntransferable,
  moveMessagePortToContext: absent('moveMessagePortToContext', 0),
  receiveMessageOnPort: messaging.receiveMessageOnPort,
  resourceLimits: {},
  postMessageToThread: absent('postMessageToThread', 4),
  threadId: 0,
  threadName: '',
  SHARE_ENV: SymbolFor('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  parentPort: null,
  workerData: null,
  BroadcastChannel: globals.BroadcastChannel,
  setEnvironmentData: function(key, value) {
    if (value === undefined) MapPrototypeDelete(environment, key);
    else MapPrototypeSet(environment, key, value);
  },
  getEnvironmentData: function(key) {
    return MapPrototypeGet(environment, key);
  },
};
