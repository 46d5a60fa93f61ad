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

const refuse = (name) => {
  throw new ERR_METHOD_NOT_IMPLEMENTED(`worker_threads.${name}`);
};

module.exports = {
  isInternalThread: false,
  isMainThread: true,
  MessagePort: globals.MessagePort,
  MessageChannel: globals.MessageChannel,
  markAsUncloneable: messaging.markAsUncloneable,
  markAsUntransferable: messaging.markAsUntransferable,
  isMarkedAsUntransferable: messaging.isMarkedAsUntransferable,
  moveMessagePortToContext: () => refuse('moveMessagePortToContext'),
  receiveMessageOnPort: messaging.receiveMessageOnPort,
  resourceLimits: {},
  postMessageToThread: async (threadId, value, transferList, timeout) =>
    refuse('postMessageToThread'),
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
