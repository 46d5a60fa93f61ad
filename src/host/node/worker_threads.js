// Worker threads: https://nodejs.org/api/worker_threads.html. There is the main thread, with its
// ports; others can't be started yet.

const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
const globals = internalBinding('globals');
const messaging = internalBinding('messaging');
const environment = new Map();

class Worker {
  constructor() {
    throw new ERR_METHOD_NOT_IMPLEMENTED('worker_threads.Worker');
  }
}

const absent = (name) => ({
  __proto__: null,
  [name]() {
    throw new ERR_METHOD_NOT_IMPLEMENTED(`worker_threads.${name}`);
  },
})[name];

module.exports = {
  isInternalThread: false,
  isMainThread: true,
  MessagePort: globals.MessagePort,
  MessageChannel: globals.MessageChannel,
  markAsUncloneable: messaging.markAsUncloneable,
  markAsUntransferable: messaging.markAsUntransferable,
  isMarkedAsUntransferable: messaging.isMarkedAsUntransferable,
  moveMessagePortToContext: absent('moveMessagePortToContext'),
  receiveMessageOnPort: messaging.receiveMessageOnPort,
  resourceLimits: {},
  postMessageToThread(threadId, value, transferList, timeout) {
    throw new ERR_METHOD_NOT_IMPLEMENTED('worker_threads.postMessageToThread');
  },
  threadId: 0,
  threadName: '',
  SHARE_ENV: SymbolFor('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  parentPort: null,
  workerData: null,
  BroadcastChannel: globals.BroadcastChannel,
  setEnvironmentData(key, value) {
    if (value === undefined) MapPrototypeDelete(environment, key);
    else MapPrototypeSet(environment, key, value);
  },
  getEnvironmentData(key) {
    return MapPrototypeGet(environment, key);
  },
};
