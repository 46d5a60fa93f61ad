// Lines of streams. Terminals are read line by line: nothing is edited here.
// https://nodejs.org/api/readline.html

const { InterfaceConstructor, ask, cancelQuestion } = require('internal/readline/interface');
const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('internal/readline/callbacks');
const { AbortError } = require('internal/errors');
const { customPromisify, kEmptyObject, notHere } = require('internal/util');
const { validateAbortSignal } = require('internal/validators');

function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  ReflectApply(InterfaceConstructor, this, [input, output, completer, terminal]);
}
ObjectSetPrototypeOf(Interface.prototype, InterfaceConstructor.prototype);
ObjectSetPrototypeOf(Interface, InterfaceConstructor);

Interface.prototype.question = function question(query, options, cb) {
  cb = typeof options === 'function' ? options : cb;
  options = typeof options === 'object' && options !== null ? options : kEmptyObject;
  const { signal } = options;
  if (signal) {
    validateAbortSignal(signal, 'options.signal');
    if (signal.aborted) return;
    const onAbort = () => cancelQuestion(this);
    signal.addEventListener('abort', onAbort, { __proto__: null, once: true });
    const callback = cb;
    cb =
      typeof callback === 'function'
        ? (answer) => {
            signal.removeEventListener('abort', onAbort);
            return callback(answer);
          }
        : callback;
  }
  if (typeof cb === 'function') ask(this, query, cb);
};
Interface.prototype.question[customPromisify] = function question(query, options) {
  options = typeof options === 'object' && options !== null ? options : kEmptyObject;
  const { signal } = options;
  if (signal?.aborted) {
    return PromiseReject(Promise, new AbortError(undefined, { cause: signal.reason }));
  }
  return new Promise((resolve, reject) => {
    let cb = resolve;
    if (signal) {
      const onAbort = () => reject(new AbortError(undefined, { cause: signal.reason }));
      signal.addEventListener('abort', onAbort, { __proto__: null, once: true });
      cb = (answer) => {
        signal.removeEventListener('abort', onAbort);
        resolve(answer);
      };
    }
    this.question(query, options, cb);
  });
};

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface, clearLine, clearScreenDown, createInterface, cursorTo,
  emitKeypressEvents: notHere('readline', 'emitKeypressEvents', "keys of terminals aren't read",
                              1),
  moveCursor,
  promises: undefined,
};
ObjectDefineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('readline/promises');
  },
});
