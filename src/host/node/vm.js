// Scripts in this realm and in others. A context is a realm whose global object reads and writes
// the properties of an object of the program.
// https://nodejs.org/api/vm.html

const binding = internalBinding('vm');
const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const {
  validateArray, validateBoolean, validateFunction, validateInt32, validateObject, validateOneOf,
  validateString, validateStringArray, validateUint32, kValidateObjectAllowArray,
} = require('internal/validators');

const constants = ObjectFreeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
  DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
});

// What is known of a context by its object: `token` is a function of its realm, `drains` whether
// each script runs the microtasks that it makes.
const contexts = new WeakMap();
// The realm of the program.
const here = { __proto__: null, token: undefined, drains: false };
// What is known of scripts.
const scripts = new WeakMap();

function isContext(object) {
  validateObject(object, 'object', kValidateObjectAllowArray);
  return WeakMapPrototypeHas(contexts, object);
}

function contextOf(object) {
  if (isContext(object)) return WeakMapPrototypeGet(contexts, object);
  throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', object);
}

let count = 0;
function createContext(contextObject = {}, options = {}) {
  const plain = contextObject === constants.DONT_CONTEXTIFY;
  if (!plain && isContext(contextObject)) return contextObject;
  validateObject(options, 'options');
  const {
    name = `VM Context ${++count}`,
    origin,
    codeGeneration,
    microtaskMode,
    importModuleDynamically,
  } = options;
  validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) validateObject(codeGeneration, 'options.codeGeneration');
  const { strings = true, wasm = true } = codeGeneration ?? {};
  validateBoolean(strings, 'options.codeGeneration.strings');
  validateBoolean(wasm, 'options.codeGeneration.wasm');
  validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  importsOf(importModuleDynamically);
  const made = binding.makeContext(plain ? undefined : contextObject, strings);
  const context = { __proto__: null, token: made[1], drains: microtaskMode !== undefined };
  const object = plain ? made[0] : contextObject;
  WeakMapPrototypeSet(contexts, object, context);
  return object;
}

// What `import()` does, as the binding counts it.
function importsOf(importModuleDynamically) {
  if (importModuleDynamically === undefined) return 0;
  if (importModuleDynamically === constants.USE_MAIN_CONTEXT_DEFAULT_LOADER) return 1;
  validateFunction(importModuleDynamically, 'options.importModuleDynamically');
  return 2;
}

// The code isn't kept: what is tells whether the text is the same.
const cacheOf = (code) => require('buffer').Buffer.from(`minijs ${code.length}`);

function isRejected(cachedData, code) {
  const { Buffer } = require('buffer');
  const { buffer, byteOffset, byteLength } = cachedData;
  return !cacheOf(code).equals(Buffer.from(buffer, byteOffset, byteLength));
}

function checkCache(cachedData, produceCachedData) {
  if (cachedData !== undefined && !ArrayBufferIsView(cachedData)) {
    throw new ERR_INVALID_ARG_TYPE(
      'options.cachedData',
      ['Buffer', 'TypedArray', 'DataView'],
      cachedData,
    );
  }
  validateBoolean(produceCachedData, 'options.produceCachedData');
}

// The last comment `//# name=value`, as far as there is one.
function magicComment(code, name) {
  if (!StringPrototypeIncludes(code, name)) return undefined;
  const comment = new RegExp(`//[#@][ \\t]${name}=[ \\t]*([^\\s]*)[ \\t]*$`, 'gm');
  let value;
  for (let found; (found = RegExpPrototypeExec(comment, code)) !== null; ) value = found[1];
  return value || undefined;
}

function stateOf(script) {
  const state = WeakMapPrototypeGet(scripts, script);
  if (state === undefined) throw new TypeError('Illegal invocation');
  return state;
}

function compileIn(state, context) {
  const { code, name, lines, columns, imports } = state;
  return binding.compile(context.token, code, name, lines, columns, imports);
}

function ContextifyScript() {}

ContextifyScript.prototype = ObjectDefineProperties(
  {},
  {
    __proto__: null,
    createCachedData: method(function createCachedData() {
      return cacheOf(stateOf(this).code);
    }),
    runInContext: method(function runInContext(context, timeout, displayErrors) {
      const state = stateOf(this);
      let run = state.run;
      if (context !== state.context) {
        run = WeakMapPrototypeGet(state.others, context);
        if (run === undefined) {
          run = compileIn(state, context);
          WeakMapPrototypeSet(state.others, context, run);
        }
      }
      return binding.run(context.token, run, timeout, displayErrors, context.drains);
    }),
    constructor: method(ContextifyScript),
  },
);

function method(value) {
  return { __proto__: null, value, writable: true, enumerable: false, configurable: true };
}

const runIn = ContextifyScript.prototype.runInContext;

function runWith(script, context, options = {}) {
  validateObject(options, 'options');
  const { timeout, displayErrors = true, breakOnSigint = false } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return FunctionPrototypeCall(runIn, script, context, timeout, displayErrors);
}

const kContext = Symbol('context');

class Script extends ContextifyScript {
  constructor(code, options = {}) {
    super();
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const {
      filename = 'evalmachine.<anonymous>',
      lineOffset = 0,
      columnOffset = 0,
      cachedData,
      produceCachedData = false,
      importModuleDynamically,
      [kContext]: context = here,
    } = options;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    checkCache(cachedData, produceCachedData);
    const sourceURL = magicComment(code, 'sourceURL');
    const state = {
      __proto__: null,
      code,
      name: sourceURL ?? filename,
      lines: lineOffset,
      columns: columnOffset,
      imports: importsOf(importModuleDynamically),
      context,
      run: undefined,
      others: new WeakMap(),
    };
    state.run = compileIn(state, context);
    WeakMapPrototypeSet(scripts, this, state);
    if (cachedData !== undefined) {
      this.cachedDataRejected = isRejected(cachedData, code);
    } else if (produceCachedData) {
      this.cachedData = cacheOf(code);
      this.cachedDataProduced = true;
    }
    this.sourceURL = sourceURL;
    this.sourceMapURL = magicComment(code, 'sourceMappingURL');
  }

  runInThisContext(options) {
    return runWith(this, here, options);
  }

  runInContext(contextifiedObject, options) {
    return runWith(this, contextOf(contextifiedObject), options);
  }

  runInNewContext(contextObject, options) {
    return this.runInContext(createContext(contextObject, contextOptions(options)), options);
  }
}

function contextOptions(options) {
  if (!options) return {};
  const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } = options;
  const made = {};
  if (contextName !== undefined) {
    validateString(contextName, 'options.contextName');
    made.name = contextName;
  }
  if (contextOrigin !== undefined) {
    validateString(contextOrigin, 'options.contextOrigin');
    made.origin = contextOrigin;
  }
  if (contextCodeGeneration !== undefined) {
    validateObject(contextCodeGeneration, 'options.contextCodeGeneration');
    const { strings, wasm } = contextCodeGeneration;
    if (strings !== undefined) validateBoolean(strings, 'options.contextCodeGeneration.strings');
    if (wasm !== undefined) validateBoolean(wasm, 'options.contextCodeGeneration.wasm');
    made.codeGeneration = { strings, wasm };
  }
  if (microtaskMode !== undefined) {
    validateString(microtaskMode, 'options.microtaskMode');
    made.microtaskMode = microtaskMode;
  }
  return made;
}

const asOptions = (options) => (typeof options === 'string' ? { filename: options } : options);

function createScript(code, options) {
  return new Script(code, options);
}

function runInContext(code, contextifiedObject, options) {
  const context = contextOf(contextifiedObject);
  options = { ...asOptions(options), [kContext]: context };
  return createScript(code, options).runInContext(contextifiedObject, options);
}

function runInNewContext(code, contextObject, options) {
  options = asOptions(options);
  contextObject = createContext(contextObject, contextOptions(options));
  options = { ...options, [kContext]: contextOf(contextObject) };
  return createScript(code, options).runInNewContext(contextObject, options);
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
    cachedData,
    produceCachedData = false,
    parsingContext,
    contextExtensions = [],
    importModuleDynamically,
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(columnOffset, 'options.columnOffset');
  validateInt32(lineOffset, 'options.lineOffset');
  checkCache(cachedData, produceCachedData);
  let context = here;
  if (parsingContext !== undefined) {
    const isObject = typeof parsingContext === 'object' && parsingContext !== null;
    if (!isObject || !isContext(parsingContext)) {
      throw new ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext);
    }
    context = contextOf(parsingContext);
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  let scopes = '';
  for (let i = 0; i < contextExtensions.length; i++) {
    validateObject(contextExtensions[i], `options.contextExtensions[${i}]`);
    scopes += `with(arguments[${i}])`;
  }
  const imports = importsOf(importModuleDynamically);
  const names = ArrayPrototypeJoin(params ?? [], ', ');
  let text = `function (${names}) {\n${code}\n}`;
  text = scopes === '' ? `(${text})` : `(function () {${scopes}return ${text}\n})`;
  let compiled = binding.compileFunction(
    context.token, text, filename, lineOffset, columnOffset, imports, names, code,
  );
  if (scopes !== '') compiled = ReflectApply(compiled, undefined, contextExtensions);
  if (cachedData !== undefined) compiled.cachedDataRejected = isRejected(cachedData, code);
  if (produceCachedData) {
    compiled.cachedDataProduced = true;
    compiled.cachedData = cacheOf(code);
  }
  return compiled;
}

let warned = false;
function measureMemory(options = {}) {
  if (!warned) {
    warned = true;
    require('process').emitWarning(
      'vm.measureMemory is an experimental feature and might change at any time',
      'ExperimentalWarning',
    );
  }
  validateObject(options, 'options');
  const { mode = 'summary', execution = 'default' } = options;
  validateOneOf(mode, 'options.mode', ['summary', 'detailed']);
  validateOneOf(execution, 'options.execution', ['default', 'eager']);
  const jsMemoryEstimate = require('process').memoryUsage().heapUsed;
  const memory = { jsMemoryEstimate, jsMemoryRange: [jsMemoryEstimate, jsMemoryEstimate] };
  const result = { total: memory };
  if (mode === 'detailed') {
    result.current = memory;
    result.other = [];
  }
  return PromiseResolve(result);
}

module.exports = {
  Script, createContext, createScript, runInContext, runInNewContext, runInThisContext, isContext,
  compileFunction, measureMemory, constants,
};
