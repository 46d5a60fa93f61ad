// Functions that are told what happens to promises:
// https://nodejs.org/api/v8.html#promise-hooks

const binding = internalBinding('promise_hooks');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const kinds = ['init', 'before', 'after', 'settled'];
// For each kind the functions; a list is replaced and never changed.
const lists = { __proto__: null, init: [], before: [], after: [], settled: [] };

function teller(kind) {
  const list = lists[kind];
  if (list.length === 0) return undefined;
  if (list.length === 1) return list[0];
  return (promise, parent) => {
    // What one throws is uncaught, and doesn't keep the others from being told.
    const errors = [];
    for (let i = 0; i < list.length; i++) {
      try {
        list[i](promise, parent);
      } catch (error) {
        ArrayPrototypePush(errors, error);
      }
    }
    if (errors.length > 0) throw errors[0];
  };
}

function tellEngine() {
  binding.set(teller('init'), teller('before'), teller('after'), teller('settled'));
}

// Adds functions by kind; what removes them again.
function add(hooks) {
  const added = [];
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i];
    const hook = hooks[kind];
    if (hook === undefined) continue;
    // A function of its own, so that the same one may be added twice.
    const own = (promise, parent) => hook(promise, parent);
    lists[kind] = ArrayPrototypeConcat(lists[kind], [own]);
    ArrayPrototypePush(added, kind, own);
  }
  tellEngine();
  return () => {
    for (let i = 0; i < added.length; i += 2) {
      const list = lists[added[i]];
      const place = ArrayPrototypeIndexOf(list, added[i + 1]);
      if (place !== -1) lists[added[i]] = ArrayPrototypeToSpliced(list, place, 1);
    }
    tellEngine();
  };
}

const asyncPrototypes = [
  ObjectGetPrototypeOf(async () => {}),
  ObjectGetPrototypeOf(async function* () { yield 1; }),
];

function validatePlainFunction(value, name) {
  if (typeof value !== 'function' ||
      ArrayPrototypeIncludes(asyncPrototypes, ObjectGetPrototypeOf(value))) {
    throw new ERR_INVALID_ARG_TYPE(name, 'function', value);
  }
}

const adder = (kind) => (hook) => {
  validatePlainFunction(hook, `${kind}Hook`);
  return add({ [kind]: hook });
};

function createHook({ init, before, after, settled } = {}) {
  const hooks = { init, before, after, settled };
  for (let i = 0; i < kinds.length; i++) {
    const hook = hooks[kinds[i]];
    if (hook !== undefined) validatePlainFunction(hook, `${kinds[i]}Hook`);
  }
  return add(hooks);
}

module.exports = {
  add,
  promiseHooks: {
    createHook,
    onInit: adder('init'),
    onBefore: adder('before'),
    onAfter: adder('after'),
    onSettled: adder('settled'),
  },
};
