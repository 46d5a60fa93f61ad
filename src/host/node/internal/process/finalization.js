// process.finalization: callbacks for objects that still live when the program exits.
// https://nodejs.org/api/process.html#processfinalizationregisterref-callback

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const warned = new Set();
function warnOnce(process, name) {
  if (SetPrototypeHas(warned, name)) return;
  SetPrototypeAdd(warned, name);
  process.emitWarning(
    `${name} is an experimental feature and might change at any time`, 'ExperimentalWarning',
  );
}

exports.create = (process) => {
  // For each event, who is to be told: the object weakly, and its callback.
  const refs = { __proto__: null, exit: [], beforeExit: [] };
  let registry;

  function tell(event) {
    const list = refs[event];
    refs[event] = [];
    for (let i = 0; i < list.length; i++) {
      const object = WeakRefPrototypeDeref(list[i].ref);
      if (object !== undefined) FunctionPrototypeCall(list[i].callback, undefined, object, event);
    }
    process.removeListener(event, tellers[event]);
  }
  const tellers = {
    __proto__: null, exit: () => tell('exit'), beforeExit: () => tell('beforeExit'),
  };

  function remove(matches) {
    for (const event of ['exit', 'beforeExit']) {
      const had = refs[event].length > 0;
      refs[event] = ArrayPrototypeFilter(refs[event], (entry) => !matches(entry));
      if (had && refs[event].length === 0) process.removeListener(event, tellers[event]);
    }
  }

  function add(event, object, callback) {
    validateFunction(callback, 'callback');
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) {
      throw new ERR_INVALID_ARG_TYPE('obj', 'Object', object);
    }
    if (refs[event].length === 0) process.on(event, tellers[event]);
    registry ??= new FinalizationRegistry((ref) => remove((entry) => entry.ref === ref));
    const ref = new WeakRef(object);
    FinalizationRegistryPrototypeRegister(registry, object, ref, ref);
    ArrayPrototypePush(refs[event], { __proto__: null, ref, callback });
  }

  return {
    register(obj, callback) {
      warnOnce(process, 'process.finalization.register');
      add('exit', obj, callback);
    },
    registerBeforeExit(obj, callback) {
      warnOnce(process, 'process.finalization.registerBeforeExit');
      add('beforeExit', obj, callback);
    },
    unregister(obj) {
      warnOnce(process, 'process.finalization.unregister');
      remove((entry) => WeakRefPrototypeDeref(entry.ref) === obj);
    },
  };
};
