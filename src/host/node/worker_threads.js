// worker_threads: what of it needs no second thread. https://nodejs.org/api/worker_threads.html
const { BroadcastChannel, MessageChannel, MessagePort } = internalBinding('globals');
const { receiveMessageOnPort } = internalBinding('messaging');

const environment = new Map();
const untransferable = new WeakSet();

const isObject = (value) =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

const missing = (name) => {
  const { genericNodeError } = require('internal/errors');
  return genericNodeError(`minijs has no ${name}`, {
    code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
  });
};

class Worker {
  constructor(filename) {
    void filename;
    throw missing('worker threads');
  }
}

module.exports = {
  isInternalThread: false,
  isMainThread: true,
  MessagePort,
  MessageChannel,
  markAsUncloneable(obj) {
    if (isObject(obj)) throw missing('markAsUncloneable');
  },
  markAsUntransferable(obj) {
    if (isObject(obj)) WeakSetPrototypeAdd(untransferable, obj);
  },
  isMarkedAsUntransferable(obj) {
    return isObject(obj) && WeakSetPrototypeHas(untransferable, obj);
  },
  moveMessagePortToContext() {
    throw missing('moveMessagePortToContext');
  },
  receiveMessageOnPort(port) {
    return receiveMessageOnPort(port);
  },
  resourceLimits: {},
  async postMessageToThread(threadId, value, transferList, timeout) {
    void value;
    void transferList;
    void timeout;
    throw missing(`thread ${threadId}`);
  },
  threadId: 0,
  threadName: '',
  SHARE_ENV: SymbolFor('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  parentPort: null,
  workerData: null,
  BroadcastChannel,
  setEnvironmentData(key, value) {
    if (value === undefined) MapPrototypeDelete(environment, key);
    else MapPrototypeSet(environment, key, value);
  },
  getEnvironmentData(key) {
    return MapPrototypeGet(environment, key);
  },
};
