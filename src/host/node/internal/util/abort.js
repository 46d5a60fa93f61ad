// util.aborted and the controllers that could be sent to another thread.
// https://nodejs.org/api/util.html#utilabortedsignal-resource

const { AbortController, AbortSignal } = internalBinding('globals');
const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');

const isSignal = (value) =>
  typeof value === 'object' && value !== null && value instanceof AbortSignal;

function transferableAbortSignal(signal) {
  if (!isSignal(signal)) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  internalBinding('event_target').makeTransferable(signal);
  return signal;
}

function transferableAbortController() {
  const controller = new AbortController();
  internalBinding('event_target').makeTransferable(controller.signal);
  return controller;
}

async function aborted(signal, resource) {
  if (!isSignal(signal)) {
    const error = new TypeError('signal is not of type AbortSignal.');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  if (resource === null || (typeof resource !== 'object' && typeof resource !== 'function')) {
    throw new ERR_INVALID_ARG_TYPE('resource', 'Object', resource);
  }
  if (signal.aborted) return PromiseResolve(Promise);
  // The resource may go away before the signal aborts: then nobody is told.
  const alive = new WeakRef(resource);
  await new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        if (WeakRefPrototypeDeref(alive) !== undefined) resolve();
      },
      { __proto__: null, once: true },
    );
  });
}

module.exports = { aborted, transferableAbortController, transferableAbortSignal };
