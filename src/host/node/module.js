// The loader of CommonJS modules: https://nodejs.org/api/modules.html and
// https://nodejs.org/api/module.html. What the main script has before it is loaded is made in
// commonjs.rs; where files are and what they say is Rust's.

const binding = internalBinding('module');
const { cache, extensions, prototype, builtinModules, compile, folderOf, isBuiltin } = binding;
const {
  0: kIsMain, 1: kIsCachedByESM, 2: kURL, 3: kFormat, 4: kIsExecuting,
} = binding.symbols;
const process = require('process');

// What a request meant to the modules of a folder, as long as the module is in the cache.
const near = { __proto__: null };
const parents = new WeakMap();
// What modules exported when they had run, which is what is imported of them.
const snapshots = new WeakMap();
// Those of ES modules that are being run.
const running = new WeakSet();
let globalFolders = [];
let preloading = false;
let depth = 0;
// Tells of what is required, to those that listen.
let channel;
// The hooks of registerHooks(), once there were any, and the texts that they gave, by module.
let hooks;
const texts = new WeakMap();

function errors() {
  return require('internal/errors').codes;
}

function checkString(value, name) {
  if (typeof value !== 'string') require('internal/validators').validateString(value, name);
}

function updateChildren(parent, child, look) {
  const children = parent?.children;
  if (children && !(look && ArrayPrototypeIncludes(children, child))) {
    ArrayPrototypePush(children, child);
  }
}

function define(object, name, value, enumerable = true) {
  ObjectDefineProperty(object, name, {
    __proto__: null, value, enumerable, configurable: true, writable: true,
  });
}

function Module(id = '', parent) {
  this.id = id;
  this.path = folderOf(id);
  define(this, 'exports', {});
  if (parent) WeakMapPrototypeSet(parents, this, parent);
  updateChildren(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}
Module.prototype = prototype;

// The wrapper is only looked at where a program has replaced it.
let wrap = function(script) {
  return Module.wrapper[0] + script + Module.wrapper[1];
};
let wrapper = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];
let wrapperIsPatched = false;
let wrapperProxy;

function watchedWrapper() {
  wrapperProxy ??= new Proxy(wrapper, {
    __proto__: null,
    set(target, key, value, receiver) {
      wrapperIsPatched = true;
      return ReflectSet(target, key, value, receiver);
    },
    defineProperty(target, key, descriptor) {
      wrapperIsPatched = true;
      return ReflectDefineProperty(target, key, descriptor);
    },
  });
  return wrapperProxy;
}

let stat = binding.stat;
ObjectDefineProperty(Module, '_stat', {
  __proto__: null,
  get() { return stat; },
  set(value) { stat = value; },
  configurable: true,
});
Module._cache = cache;
Module._pathCache = { __proto__: null };
Module._extensions = extensions;
Module.globalPaths = [];
ObjectDefineProperty(Module, 'wrap', {
  __proto__: null,
  get() { return wrap; },
  set(value) {
    wrapperIsPatched = true;
    wrap = value;
  },
});
ObjectDefineProperty(Module, 'wrapper', {
  __proto__: null,
  get: watchedWrapper,
  set(value) {
    wrapperIsPatched = true;
    wrapperProxy = value;
  },
});
Module._debug = function(...args) {
  require('internal/util/debuglog').debuglog('module')(...args);
};
Module.isBuiltin = function isBuiltinModule(specifier) {
  return isBuiltin(`${specifier}`);
};
ObjectDefineProperty(Module.isBuiltin, 'name', { __proto__: null, value: 'isBuiltin' });
define(Module, '_readPackage', function _readPackage(folder) {
  const pjsonPath = binding.resolvePath(`${folder}/package.json`);
  const exists = binding.stat(pjsonPath) === 0;
  const fields = exists ? JSONParse(binding.read(pjsonPath)) : {};
  const { name, main, exports, imports, type = 'none' } = fields;
  return { __proto__: null, name, main, exports, imports, type, exists, pjsonPath };
}, false);

// Looks for a request in folders: a file with or without an extension, or a folder.
Module._findPath = function(request, paths, isMain) {
  const isAbsolute = request[0] === '/';
  if (!isAbsolute) {
    if (!paths || paths.length === 0) return false;
    for (let i = 0; i < paths.length; i++) checkString(paths[i], 'paths[0]');
  }
  const list = isAbsolute ? '' : paths.length === 1 ? paths[0] : ArrayPrototypeJoin(paths, '\0');
  const key = `${request}\0${list}`;
  const known = Module._pathCache[key];
  if (known) return known;
  const endings = ArrayPrototypeJoin(ObjectKeys(Module._extensions), '\0');
  const found = binding.findPath(request, list, endings);
  if (found === undefined) return false;
  Module._pathCache[key] = found;
  return found;
};

Module._nodeModulePaths = function(from) {
  checkString(from, 'paths[0]');
  return binding.packageFolders(from);
};

function isNear(request) {
  return request[0] === '.' && (request.length === 1 || request[1] === '.' || request[1] === '/');
}

Module._resolveLookupPaths = function(request, parent) {
  if (isBuiltin(request)) return null;
  if (!isNear(request)) {
    const own = parent?.paths;
    const paths = own?.length ? ArrayPrototypeConcat(own, globalFolders) : globalFolders;
    return paths.length > 0 ? paths : null;
  }
  return parent?.id && parent.filename ? [folderOf(parent.filename)] : ['.'];
};

Module._load = function(request, parent, isMain) {
  let key;
  if (parent) {
    key = `${parent.path}\0${request}`;
    const filename = near[key];
    if (filename !== undefined) {
      const known = Module._cache[filename];
      if (known !== undefined) return exportsOf(known, parent);
      delete near[key];
    }
  }
  if (hooks?.active) return loadHooked(request, parent, isMain, key);
  if (request[0] === 'n' && StringPrototypeStartsWith(request, 'node:')) {
    return binding.load(request);
  }
  const filename = Module._resolveFilename(request, parent, isMain);
  const known = Module._cache[filename];
  if (known !== undefined) return exportsOf(known, parent);
  if (isBuiltin(filename)) return binding.load(filename);
  return loadFile(filename, parent, isMain, key);
};

// The exports of a module in the cache.
function exportsOf(known, parent) {
  updateChildren(parent, known, true);
  return known.loaded ? known.exports : unfinishedExports(known);
}

// `given` is what hooks said of the file: its url and format, and a text if they gave one already.
function loadFile(filename, parent, isMain, key, given) {
  const module = new Module(filename, parent);
  if (isMain) {
    define(process, 'mainModule', module);
    module.id = '.';
  }
  module[kIsMain] = !!isMain;
  Module._cache[filename] = module;
  module[kIsCachedByESM] = false;
  module[kURL] = given?.url;
  module[kFormat] = given?.format;
  if (given?.content !== undefined) WeakMapPrototypeSet(texts, module, given.content);
  if (parent) near[key] = filename;
  let threw = true;
  try {
    module.load(filename);
    threw = false;
  } finally {
    if (threw) forget(module, filename, parent, key);
    else finishExports(module.exports);
  }
  return module.exports;
}

// The URL of who requires.
function urlOf(module) {
  if (!module) return undefined;
  if (module[kURL] === undefined && module.filename) {
    module[kURL] = binding.urlOfPath(binding.resolvePath(module.filename));
  }
  return module[kURL];
}

function resolveHooked(request, parent, isMain, loads, options) {
  return hooks.resolveRequired(request, urlOf(parent), loads, (specifier, hasOwnConditions) => {
    const paths = Module._pathCache;
    if (hasOwnConditions) Module._pathCache = { __proto__: null };
    try {
      return Module._resolveFilename(specifier, parent, isMain, options);
    } finally {
      Module._pathCache = paths;
    }
  });
}

function loadHooked(request, parent, isMain, key) {
  const found = resolveHooked(request, parent, isMain, true);
  const { url, filename } = found;
  const known = Module._cache[filename];
  if (known !== undefined) return exportsOf(known, parent);
  if (isBuiltin(url)) {
    const loaded = hooks.loadRequired(url, 'builtin', filename, () => null);
    if ((loaded.format ?? 'builtin') === 'builtin') return binding.load(url);
    return loadFile(filename, parent, isMain, key, { __proto__: null, url, ...loaded });
  }
  return loadFile(filename, parent, isMain, key, found);
}

// A module that threw is loaded anew by the next who asks.
function forget(module, filename, parent, key) {
  delete Module._cache[filename];
  if (!parent) return;
  delete near[key];
  const { children } = parent;
  if (!ArrayIsArray(children)) return;
  const index = ArrayPrototypeIndexOf(children, module);
  if (index !== -1) ArrayPrototypeSplice(children, index, 1);
}

// The prototype of exports that are looked at while their module still runs.
let warning;

function warningPrototype() {
  function warn(key) {
    const name = String(key);
    process.emitWarning(
      `Accessing non-existent property '${name}' of module exports inside circular dependency`);
  }
  warning ??= new Proxy({}, {
    __proto__: null,
    get(target, key) {
      if (ReflectHas(target, key) || key === '__esModule') return target[key];
      warn(key);
    },
    getOwnPropertyDescriptor(target, key) {
      if (ObjectPrototypeHasOwnProperty(target, key) || key === '__esModule') {
        return ObjectGetOwnPropertyDescriptor(target, key);
      }
      warn(key);
    },
  });
  return warning;
}

function isPlain(exports, prototype) {
  return typeof exports === 'object' && exports !== null && !binding.isProxy(exports) &&
    ObjectGetPrototypeOf(exports) === prototype;
}

function unfinishedExports(module) {
  if (WeakSetPrototypeHas(running, module)) {
    binding.refuseCycle(module.id, WeakMapPrototypeGet(parents, module)?.filename);
  }
  const { exports } = module;
  if (isPlain(exports, Object.prototype) && !exports.__esModule) {
    ObjectSetPrototypeOf(exports, warningPrototype());
  }
  return exports;
}

function finishExports(exports) {
  if (warning !== undefined && isPlain(exports, warning)) {
    ObjectSetPrototypeOf(exports, Object.prototype);
  }
}

function lookupPaths(request, parent, options) {
  const given = options !== null && typeof options === 'object' ? options.paths : undefined;
  if (given === undefined) return Module._resolveLookupPaths(request, parent);
  if (!ArrayIsArray(given)) {
    throw new (errors().ERR_INVALID_ARG_VALUE)('options.paths', given);
  }
  if (StringPrototypeStartsWith(request, './') || StringPrototypeStartsWith(request, '../')) {
    return given;
  }
  const from = new Module('', null);
  const paths = [];
  for (let i = 0; i < given.length; i++) {
    from.paths = Module._nodeModulePaths(given[i]);
    const folders = Module._resolveLookupPaths(request, from);
    for (let j = 0; j < folders.length; j++) {
      if (!ArrayPrototypeIncludes(paths, folders[j])) ArrayPrototypePush(paths, folders[j]);
    }
  }
  return paths;
}

Module._resolveFilename = function(request, parent, isMain, options) {
  if (isBuiltin(request)) return request;
  const paths = lookupPaths(request, parent, options);
  if (request[0] !== '.' && request[0] !== '/' && parent) {
    const { id } = parent;
    const isOutside = !parent.filename && (id === '<repl>' || id === 'internal/preload');
    const file = isOutside ? `${process.cwd()}/` : parent.filename;
    const found = binding.fromScope(request, file);
    if (found !== undefined) return found;
  }
  if (depth === 0) binding.forget();
  const filename = Module._findPath(request, paths, isMain);
  if (filename) return filename;
  binding.cannotFind(request, stackOf(parent));
};

// Who requires, the nearest first.
function stackOf(module) {
  const stack = [];
  for (let from = module; from; from = WeakMapPrototypeGet(parents, from)) {
    ArrayPrototypePush(stack, from.filename || from.id);
  }
  return ArrayPrototypeJoin(stack, '\0');
}

prototype.load = function(filename) {
  this.filename ??= filename;
  this.paths ??= Module._nodeModulePaths(folderOf(filename));
  const isJson = this[kFormat] === 'json' && WeakMapPrototypeHas(texts, this);
  Module._extensions[isJson ? '.json' : extensionOf(filename)](this, filename);
  this.loaded = true;
  WeakMapPrototypeSet(snapshots, this, this.exports);
};

// The longest extension that there is a function for.
function extensionOf(filename) {
  const name = StringPrototypeSlice(filename, StringPrototypeLastIndexOf(filename, '/') + 1);
  for (let dot = StringPrototypeIndexOf(name, '.'); dot !== -1;
    dot = StringPrototypeIndexOf(name, '.', dot + 1)) {
    if (dot === 0) continue;
    const extension = StringPrototypeSlice(name, dot);
    if (Module._extensions[extension]) return extension;
  }
  return '.js';
}

prototype.require = function(id) {
  checkString(id, 'id');
  if (id === '') {
    throw new (errors().ERR_INVALID_ARG_VALUE)('id', id, 'must be a non-empty string');
  }
  depth++;
  try {
    if (binding.hasChannels()) {
      channel ??= require('diagnostics_channel').tracingChannel('module.require');
      const context = { __proto__: null, parentFilename: this.filename, id };
      return channel.traceSync(Module._load, context, Module, id, this, false);
    }
    return Module._load(id, this, false);
  } finally {
    // What isn't there is remembered until the outermost is done.
    if (--depth === 0) binding.forget();
  }
};

// Runs a text, or a file's if there is none.
function run(module, content, filename, format) {
  let wrapped;
  if (format !== 'module') {
    if (wrapperIsPatched) {
      wrapped = binding.runScript(filename, Module.wrap(content ?? binding.read(filename)));
    } else {
      wrapped = compile(filename, content, format !== 'commonjs');
    }
  }
  // Such a module keeps the exports that it has here.
  if (format === 'module' || wrapped === null) {
    const parent = WeakMapPrototypeGet(parents, module);
    WeakSetPrototypeAdd(running, module);
    module.exports = binding.requireModule(filename, parent?.filename, stackOf(parent), content);
    WeakSetPrototypeDelete(running, module);
    return;
  }
  const { exports } = module;
  const require = makeRequire(module);
  module[kIsExecuting] = true;
  const result =
    ReflectApply(wrapped, exports, [exports, require, module, filename, folderOf(filename)]);
  module[kIsExecuting] = false;
  return result;
}

const ownCompile = function(content, filename, format) {
  return run(this, `${content}`, filename, format);
};
ObjectDefineProperty(ownCompile, 'name', { __proto__: null, value: '' });
prototype._compile = ownCompile;

function ending(filename, extension) {
  return StringPrototypeEndsWith(filename, extension);
}

function formatOf(filename) {
  if (ending(filename, '.js')) return binding.packageType(filename);
  if (ending(filename, '.mjs')) return 'module';
  if (ending(filename, '.cjs')) return 'commonjs';
  if (ending(filename, '.mts')) return 'module-typescript';
  if (ending(filename, '.cts')) return 'commonjs-typescript';
  if (ending(filename, '.ts')) {
    const type = binding.packageType(filename);
    return type === undefined ? 'typescript' : `${type}-typescript`;
  }
}

// The format of a file, and its text where hooks gave one.
function sourceOf(module, filename, format) {
  let content = WeakMapPrototypeGet(texts, module);
  if (content !== undefined) {
    WeakMapPrototypeDelete(texts, module);
    format = module[kFormat];
  } else if (hooks?.active && module[kURL] !== undefined) {
    const loaded =
      hooks.loadRequired(module[kURL], module[kFormat] ?? format, filename, binding.read);
    ({ content, format } = loaded);
    module[kFormat] = format;
  } else {
    module[kFormat] ??= format;
  }
  if (format !== undefined && ending(format, 'typescript')) binding.typescript(filename);
  return { __proto__: null, content, format };
}

extensions['.js'] = function(module, filename) {
  const { content, format } = sourceOf(module, filename, formatOf(filename));
  if (module._compile === ownCompile) run(module, content, filename, format);
  else module._compile(content ?? binding.read(filename), filename, format);
};

extensions['.json'] = function(module, filename) {
  let content = sourceOf(module, filename, 'json').content ?? binding.read(filename);
  if (StringPrototypeCharCodeAt(content, 0) === 0xFEFF) content = StringPrototypeSlice(content, 1);
  try {
    define(module, 'exports', JSONParse(content));
  } catch (error) {
    binding.explainJson(error, filename);
    throw error;
  }
};

extensions['.node'] = function(module, filename) {
  throw require('internal/errors').genericNodeError(
    `${filename}: minijs can't load native addons`, { code: 'ERR_DLOPEN_FAILED' });
};

function resolveFor(module, request, options) {
  checkString(request, 'request');
  if (hooks?.active) return resolveHooked(request, module, false, false, options).filename;
  return Module._resolveFilename(request, module, false, options);
}

function makeRequire(module) {
  function require(path) {
    return module.require(path);
  }
  function resolve(request, options) {
    return resolveFor(module, request, options);
  }
  function paths(request) {
    checkString(request, 'request');
    return Module._resolveLookupPaths(request, module);
  }
  require.resolve = resolve;
  resolve.paths = paths;
  define(require, 'main', process.mainModule);
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

function createRequire(filename) {
  let path = filename;
  let url;
  if (typeof filename !== 'string') {
    path = urlPath(filename);
    url = filename?.href;
  } else if (filename[0] !== '/') {
    path = binding.pathOfURL(filename);
    url = filename;
  }
  if (path === undefined) {
    throw new (errors().ERR_INVALID_ARG_VALUE)(
      'filename', filename, 'must be a file URL object, file URL string, or absolute path string');
  }
  // A folder stands for a file in it.
  if (ending(path, '/')) path += 'noop.js';
  const module = new Module(path);
  module.filename = path;
  module.paths = Module._nodeModulePaths(module.path);
  if (url !== undefined) module[kURL] = url;
  return makeRequire(module);
}

function isURL(value) {
  return typeof value === 'object' && value !== null && typeof value.href === 'string' &&
    typeof value.protocol === 'string' && value.auth === undefined && value.path === undefined;
}

function urlPath(value) {
  return isURL(value) ? binding.pathOfURL(value.href) : undefined;
}
Module.createRequire = createRequire;

Module._initPaths = function() {
  const { NODE_PATH, HOME } = process.env;
  globalFolders = binding.globalFolders(NODE_PATH, HOME, process.execPath);
  Module.globalPaths = ArrayPrototypeSlice(globalFolders);
};

Module._preloadModules = function(requests) {
  if (!ArrayIsArray(requests)) return;
  preloading = true;
  const parent = new Module('internal/preload', null);
  parent.paths = Module._nodeModulePaths(process.cwd());
  for (let i = 0; i < requests.length; i++) parent.require(requests[i]);
  preloading = false;
};

// ES modules read the properties of Node's modules when they are linked.
Module.syncBuiltinESMExports = function syncBuiltinESMExports() {
  binding.syncBuiltins();
};
Module.Module = Module;

function startHooks(given) {
  hooks ??= require('internal/module_hooks');
  return hooks.registerHooks(given);
}

// What isn't there says so by name.
function unsupported(name) {
  return ObjectDefineProperty(function(_) {
    throw new (errors().ERR_METHOD_NOT_IMPLEMENTED)(`module.${name}()`);
  }, 'name', { __proto__: null, value: name });
}
Module.registerHooks = function registerHooks(hooks) {
  return startHooks(hooks);
};
Module.builtinModules = builtinModules;
ObjectFreeze(builtinModules);
Module.runMain = function executeUserEntryPoint(main = process.argv[1]) {
  Module._load(binding.resolvePath(main), null, true);
};
Module.register = unsupported('register');
Module.constants = {
  __proto__: null,
  compileCacheStatus: {
    __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3,
  },
};
ObjectFreeze(Module.constants.compileCacheStatus);
ObjectFreeze(Module.constants);

// There is nothing compiled to keep.
Module.enableCompileCache = function enableCompileCache() {
  return { __proto__: null, status: 3, message: 'minijs has no compile cache' };
};
Module.findPackageJSON = function findPackageJSON(specifier, base = 'data:') {
  if (arguments.length === 0) throw new (errors().ERR_MISSING_ARGS)('specifier');
  let url = base;
  if (isURL(base)) {
    url = base.href;
  } else {
    checkString(base, 'base');
    if (base[0] === '/') url = binding.urlOfPath(base);
  }
  return binding.findPackage(isURL(specifier) ? specifier.href : `${specifier}`, url);
};
Module.flushCompileCache = function flushCompileCache() {};
Module.getCompileCacheDir = function getCompileCacheDir() {};
Module.stripTypeScriptTypes = unsupported('stripTypeScriptTypes');
Module.findSourceMap = function findSourceMap() {};
Module.SourceMap = class SourceMap {
  constructor() {
    throw new (errors().ERR_METHOD_NOT_IMPLEMENTED)('new module.SourceMap()');
  }
};
let sourceMaps = { __proto__: null, enabled: false, nodeModules: false, generatedCode: false };
ObjectFreeze(sourceMaps);
Module.getSourceMapsSupport = function getSourceMapsSupport() {
  return sourceMaps;
};
Module.setSourceMapsSupport = function setSourceMapsSupport(enabled, options = {}) {
  const { validateBoolean, validateObject } = require('internal/validators');
  validateBoolean(enabled, 'enabled');
  validateObject(options, 'options');
  const { nodeModules = false, generatedCode = false } = options;
  validateBoolean(nodeModules, 'options.nodeModules');
  validateBoolean(generatedCode, 'options.generatedCode');
  sourceMaps = ObjectFreeze({ __proto__: null, enabled, nodeModules, generatedCode });
};

if (process.mainModule === undefined) define(process, 'mainModule', binding.main);
Module._initPaths();
binding.start({
  __proto__: null,
  load: prototype.load,
  require: prototype.require,
  _compile: ownCompile,
  loadJs: extensions['.js'],
  loadJson: extensions['.json'],
  loadAddon: extensions['.node'],
  getConstructor() { return Module; },
  getIsPreloading() { return preloading; },
  getParent() {
    const parent = WeakMapPrototypeGet(parents, this);
    return parent === undefined && this[kIsMain] === true ? null : parent;
  },
  setParent(parent) { WeakMapPrototypeSet(parents, this, parent); },
  loadForImport(filename) {
    const given = hooks?.takeImported(filename);
    const known = Module._cache[filename];
    if (known?.loaded && WeakMapPrototypeHas(snapshots, known)) {
      return WeakMapPrototypeGet(snapshots, known);
    }
    if (given === undefined) return Module._load(filename);
    if (known !== undefined) return exportsOf(known);
    return loadFile(filename, undefined, false, undefined, given);
  },
  getCache() { return Module._cache; },
  runMain(filename) { Module._load(filename, null, true); },
  requireFor(module, id) { return module.require(id); },
  resolveFor,
  pathsFor(module, request) {
    checkString(request, 'request');
    return Module._resolveLookupPaths(request, module);
  },
});
module.exports = Module;
