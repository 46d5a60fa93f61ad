// Worker threads: https://nodejs.org/api/worker_threads.html. There is the main thread, with its
// ports; others can't be started yet.

const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
const globals = internalBinding('globals');
const environment = new Map();

class Worker {
  constructor(filename) {
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
  markAsUncloneable: function (object) {
    refuse('markAsUncloneable');
  },
  markAsUntransferable: function (object) {
    refuse('markAsUntransferable');
  },
  isMarkedAsUntransferable: function (object) {
    return false;
  },
  moveMessagePortToContext: () => refuse('moveMessagePortToContext'),
  receiveMessageOnPort: internalBinding('messaging').receiveMessageOnPort,
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
  setEnvironmentData: function (key, value) {
    if (value === undefined) MapPrototypeDelete(environment, key);
    else MapPrototypeSet(environment, key, value);
  },
  getEnvironmentData: function (key) {
    return MapPrototypeGet(environment, key);
  },
};
