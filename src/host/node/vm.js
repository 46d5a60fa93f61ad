// Scripts in this realm and in others. A context is a realm whose global object reads and writes
// the properties of an object of the program. Limits of time aren't kept.
// https://nodejs.org/api/vm.html

const binding = internalBinding('vm');
const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { notHere } = require('internal/util');
const {
  validateArray, validateBoolean, validateInt32, validateObject, validateOneOf, validateString,
  validateStringArray, validateUint32, kValidateObjectAllowObjects,
} = require('internal/validators');

const constants = ObjectFreeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
  DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
});

// What is known of a context by its object.
const contexts = new WeakMap();

class Context {
  constructor(object) {
    const made = binding.makeContext();
    this.object = object;
    this.global = made[0];
    this.run = made[1];
    this.builtIn = new Set(ReflectOwnKeys(this.global));
    // Properties of the global object that stand for the object's.
    this.forwarded = new Set();
    this.forwardMissing();
  }

  // What the global object doesn't have is looked for in the object.
  forwardMissing() {
    const { object } = this;
    const base = ObjectGetPrototypeOf(this.global);
    ObjectSetPrototypeOf(
      this.global,
      new Proxy(base, {
        __proto__: null,
        has: (target, key) => this.isThere(key) || ReflectHas(target, key),
        get: (target, key, receiver) =>
          this.isThere(key) ? ReflectGet(object, key) : ReflectGet(target, key, receiver),
        set: (target, key, value) => {
          ReflectSet(object, key, value);
          if (ObjectHasOwn(object, key)) this.forward(key);
          return true;
        },
        getPrototypeOf: () => base,
      }),
    );
  }

  // A script may have deleted what stands for a property.
  isThere(key) {
    return (
      ReflectHas(this.object, key) &&
      (!SetPrototypeHas(this.forwarded, key) || ObjectHasOwn(this.global, key))
    );
  }

  forward(key) {
    const { object } = this;
    const known = ReflectGetOwnPropertyDescriptor(this.global, key);
    if (known !== undefined && !known.configurable) binding.release(this.global, key);
    const { enumerable } = ReflectGetOwnPropertyDescriptor(object, key) ?? { enumerable: true };
    const done = ReflectDefineProperty(this.global, key, {
      __proto__: null,
      get: () => ReflectGet(object, key),
      set: (value) => ReflectSet(object, key, value),
      enumerable,
      configurable: true,
    });
    if (done) SetPrototypeAdd(this.forwarded, key);
  }

  // Before a script: what the object has, the global object has.
  enter() {
    const { object, global } = this;
    const keys = ReflectOwnKeys(object);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (!SetPrototypeHas(this.forwarded, key)) this.forward(key);
    }
    SetPrototypeForEach(this.forwarded, (key) => {
      if (ObjectHasOwn(object, key)) return;
      ReflectDeleteProperty(global, key);
      SetPrototypeDelete(this.forwarded, key);
    });
  }

  // After a script: what it defined, the object has.
  leave() {
    const { object, global } = this;
    const keys = ReflectOwnKeys(global);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      const forwarded = SetPrototypeHas(this.forwarded, key);
      if (!forwarded && SetPrototypeHas(this.builtIn, key)) continue;
      const descriptor = ReflectGetOwnPropertyDescriptor(global, key);
      if (forwarded && descriptor.get !== undefined) continue;
      ReflectDefineProperty(object, key, { __proto__: null, ...descriptor, configurable: true });
      this.forward(key);
    }
    SetPrototypeForEach(this.forwarded, (key) => {
      if (!ObjectHasOwn(global, key)) {
        ReflectDeleteProperty(object, key);
        SetPrototypeDelete(this.forwarded, key);
      }
    });
  }

  evaluate(text, filename) {
    this.enter();
    try {
      return this.run(text, filename);
    } finally {
      this.leave();
    }
  }
}

// A realm whose global object stands for itself.
class PlainContext {
  constructor() {
    const made = binding.makeContext();
    this.global = made[0];
    this.run = made[1];
  }

  evaluate(text, filename) {
    return this.run(text, filename);
  }
}

function contextOf(object) {
  const context = WeakMapPrototypeGet(contexts, object);
  if (context === undefined) {
    throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', object);
  }
  return context;
}

function isContext(object) {
  validateObject(object, 'object', kValidateObjectAllowObjects);
  return WeakMapPrototypeHas(contexts, object);
}

let count = 0;
function createContext(contextObject = {}, options = {}) {
  if (contextObject === constants.DONT_CONTEXTIFY) {
    const context = new PlainContext();
    WeakMapPrototypeSet(contexts, context.global, context);
    return context.global;
  }
  if (isContext(contextObject)) return contextObject;
  validateObject(options, 'options');
  const { name = `VM Context ${++count}`, origin, codeGeneration, microtaskMode } = options;
  validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) {
    validateObject(codeGeneration, 'options.codeGeneration');
    const { strings = true, wasm = true } = codeGeneration;
    validateBoolean(strings, 'options.codeGeneration.strings');
    validateBoolean(wasm, 'options.codeGeneration.wasm');
  }
  validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  WeakMapPrototypeSet(contexts, contextObject, new Context(contextObject));
  return contextObject;
}

// Positions count from these offsets, so the text begins with as many lines and spaces.
function shifted(text, lineOffset, columnOffset) {
  if (lineOffset <= 0 && columnOffset <= 0) return text;
  return (
    StringPrototypeRepeat('\n', MathMax(0, lineOffset)) +
    StringPrototypeRepeat(' ', MathMax(0, columnOffset)) +
    text
  );
}

function runOptions(options) {
  validateObject(options, 'options');
  const { breakOnSigint, displayErrors, timeout } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  if (displayErrors !== undefined) validateBoolean(displayErrors, 'options.displayErrors');
  if (breakOnSigint !== undefined) validateBoolean(breakOnSigint, 'options.breakOnSigint');
}

class Script {
  #text;
  #filename;

  constructor(code, options = {}) {
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const {
      filename = 'evalmachine.<anonymous>',
      lineOffset = 0,
      columnOffset = 0,
      cachedData,
      produceCachedData = false,
    } = options;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (cachedData !== undefined && !ArrayBufferIsView(cachedData)) {
      throw new ERR_INVALID_ARG_TYPE(
        'options.cachedData',
        ['Buffer', 'TypedArray', 'DataView'],
        cachedData,
      );
    }
    validateBoolean(produceCachedData, 'options.produceCachedData');
    this.#text = shifted(code, lineOffset, columnOffset);
    this.#filename = filename;
    binding.check(this.#text, filename);
    this.cachedDataRejected = cachedData === undefined ? undefined : true;
    this.sourceMapURL = RegExpPrototypeExec(/\/\/[#@] ?sourceMappingURL=(\S+)\s*$/, code)?.[1];
  }

  runInThisContext(options) {
    if (options !== undefined) runOptions(options);
    return binding.run(this.#text, this.#filename);
  }

  runInContext(contextifiedObject, options) {
    validateObject(contextifiedObject, 'contextifiedObject', kValidateObjectAllowObjects);
    if (options !== undefined) runOptions(options);
    return contextOf(contextifiedObject).evaluate(this.#text, this.#filename);
  }

  runInNewContext(contextObject, options) {
    return this.runInContext(createContext(contextObject, contextOptions(options)), options);
  }
}

Script.prototype.createCachedData = function createCachedData() {
  return require('buffer').Buffer.alloc(0);
};
ObjectDefineProperty(Script.prototype, 'createCachedData', { __proto__: null, enumerable: false });

function contextOptions(options) {
  if (options === undefined) return {};
  validateObject(options, 'options');
  const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } = options;
  const made = {};
  if (contextName !== undefined) made.name = contextName;
  if (contextOrigin !== undefined) made.origin = contextOrigin;
  if (contextCodeGeneration !== undefined) made.codeGeneration = contextCodeGeneration;
  if (microtaskMode !== undefined) made.microtaskMode = microtaskMode;
  return made;
}

const asOptions = (options) => (typeof options === 'string' ? { filename: options } : options);

function createScript(code, options) {
  return new Script(code, options);
}

function runInContext(code, contextifiedObject, options) {
  validateObject(contextifiedObject, 'contextifiedObject', kValidateObjectAllowObjects);
  contextOf(contextifiedObject);
  options = asOptions(options);
  return createScript(code, options).runInContext(contextifiedObject, options);
}

function runInNewContext(code, contextObject, options) {
  options = asOptions(options);
  contextObject = createContext(contextObject, contextOptions(options));
  return createScript(code, options).runInContext(contextObject, options);
}

function runInThisContext(code, options) {
  options = asOptions(options);
  return createScript(code, options).runInThisContext(options);
}

function compileFunction(code, params, options = {}) {
  validateString(code, 'code');
  validateObject(options, 'options');
  if (params !== undefined) validateStringArray(params, 'params');
  const {
    filename = '',
    columnOffset = 0,
    lineOffset = 0,
    parsingContext,
    contextExtensions = [],
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(columnOffset, 'options.columnOffset');
  validateInt32(lineOffset, 'options.lineOffset');
  validateArray(contextExtensions, 'options.contextExtensions');
  for (let i = 0; i < contextExtensions.length; i++) {
    validateObject(contextExtensions[i], `options.contextExtensions[${i}]`);
  }
  if (contextExtensions.length > 0) notHere('vm', 'compileFunction', 'contextExtensions')();
  const names = ArrayPrototypeJoin(params ?? [], ', ');
  // A text that ends the function early is refused.
  FunctionPrototypeBind(Function, undefined)(names, code);
  const text = shifted(`(function (${names}) {\n${code}\n})`, lineOffset - 1, columnOffset);
  if (parsingContext === undefined) return binding.run(text, filename);
  return contextOf(parsingContext).evaluate(text, filename);
}

async function measureMemory() {
  notHere('vm', 'measureMemory')();
}

module.exports = {
  Script, createContext, createScript, runInContext, runInNewContext, runInThisContext, isContext,
  compileFunction, measureMemory, constants,
};
