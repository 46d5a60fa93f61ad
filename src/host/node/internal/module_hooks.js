// The hooks of module.registerHooks(): chains of functions, the last of which do what is done
// without hooks. https://nodejs.org/api/module.html#customization-hooks

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_PROPERTY_VALUE } } =
  require('internal/errors');
const { validateFunction } = require('internal/validators');
const binding = internalBinding('module');

const kId = Symbol('kModuleHooksIdKey');
const resolvers = [];
const loaders = [];
let count = 0;

const requireConditions = ['require', 'node', 'node-addons', 'module-sync'];
const importConditions = ['node', 'import', 'module-sync', 'node-addons'];
ObjectFreeze(requireConditions);
ObjectFreeze(importConditions);

class ModuleHooks {
  constructor(resolve, load) {
    this.resolve = resolve;
    this.load = load;
    this[kId] = Symbol(`module-hook-${count++}`);
    ObjectFreeze(this);
    if (resolve) ArrayPrototypePush(resolvers, this);
    if (load) ArrayPrototypePush(loaders, this);
    changed();
  }
  deregister() {
    remove(resolvers, this);
    remove(loaders, this);
    changed();
  }
}

function remove(list, hooks) {
  const index = ArrayPrototypeIndexOf(list, hooks);
  if (index !== -1) ArrayPrototypeSplice(list, index, 1);
}

// Imports ask here as long as there are hooks.
const forImports = { __proto__: null, resolveImport, resolveMeta, loadImport };

function changed() {
  exports.active = resolvers.length > 0 || loaders.length > 0;
  binding.setHooks(exports.active ? forImports : undefined);
}

exports.active = false;
exports.registerHooks = function registerHooks(hooks) {
  const { resolve, load } = hooks;
  if (resolve) validateFunction(resolve, 'hooks.resolve');
  if (load) validateFunction(load, 'hooks.load');
  return new ModuleHooks(resolve, load);
};

// What hooks are told beside the specifier or the URL.
class ModuleResolveContext {
  constructor(parentURL, importAttributes, conditions) {
    this.parentURL = parentURL;
    this.importAttributes = importAttributes;
    this.conditions = conditions;
  }
}

class ModuleLoadContext {
  constructor(format, importAttributes, conditions) {
    this.format = format;
    this.importAttributes = importAttributes;
    this.conditions = conditions;
  }
}

// Calls the hooks of a kind, the newest first. `last` is what the oldest goes on with.
function run(list, kind, last, check, subject, context) {
  let lastRun = list.length;
  function wrap(index, hook, next) {
    return function nextStep(given, changes) {
      lastRun = index;
      if (changes && changes !== context) ObjectAssign(context, changes);
      const result = hook(given, context, next);
      if (lastRun > 0 && lastRun === index && !result.shortCircuit) {
        throw new ERR_INVALID_RETURN_PROPERTY_VALUE(
          'true', kind, 'shortCircuit', result.shortCircuit);
      }
      return check(given, result);
    };
  }
  let step = wrap(0, last);
  for (let i = 0; i < list.length; i++) step = wrap(i + 1, list[i][kind], step);
  return step(subject, context);
}

function checkResolved(specifier, { url, format, importAttributes }) {
  if (typeof url !== 'string') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', 'resolve', 'url', url);
  }
  if (format && typeof format !== 'string') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', 'resolve', 'format', format);
  }
  if (importAttributes && typeof importAttributes !== 'object') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE(
      'an object', 'resolve', 'importAttributes', importAttributes);
  }
  return { __proto__: null, url, format, importAttributes };
}

function isBytes(value) {
  const types = require('util/types');
  return types.isAnyArrayBuffer(value) || ArrayBufferIsView(value);
}

function checkLoaded(url, result) {
  const { source, format } = result;
  const needsNone = StringPrototypeStartsWith(url, 'node:') && (source ?? null) === null;
  if (!needsNone && typeof source !== 'string' && !isBytes(source)) {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE(
      'a string, an ArrayBuffer, or a TypedArray', 'load', 'source', source);
  }
  if (format !== undefined && typeof format !== 'string') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', 'load', 'format', format);
  }
  return result;
}

// The text that a hook gave.
function textOf(source) {
  if (typeof source === 'string' || (source ?? null) === null) return source;
  const { TextDecoder } = internalBinding('globals');
  return new TextDecoder().decode(source);
}

// Lets other conditions hold while something is resolved.
function under(conditions, own, resolve) {
  if (conditions === own) return resolve();
  binding.setConditions(ArrayPrototypeJoin(conditions, '\0'));
  try {
    return resolve();
  } finally {
    binding.setConditions();
  }
}

// The URL, format and file of what is required. `resolve` finds a file, or the name of one of
// Node's modules; with `loads` it is to be loaded, where such a name with `node:` says what it is.
exports.resolveRequired = function(request, parentURL, loads, resolve) {
  let file;
  let fileURL;
  function last(specifier, { conditions }) {
    if (loads && StringPrototypeStartsWith(specifier, 'node:') && binding.isBuiltin(specifier)) {
      file = fileURL = specifier;
      return { __proto__: null, url: specifier, format: 'builtin' };
    }
    const isOwn = conditions === requireConditions;
    file = under(conditions, requireConditions, () => resolve(specifier, !isOwn));
    if (!binding.isBuiltin(file)) fileURL = binding.urlOfPath(file);
    else fileURL = StringPrototypeStartsWith(file, 'node:') ? file : `node:${file}`;
    return { __proto__: null, url: fileURL };
  }
  const context = new ModuleResolveContext(parentURL, undefined, requireConditions);
  const { url, format } = run(resolvers, 'resolve', last, checkResolved, request, context);
  return { __proto__: null, url, format, filename: url === fileURL ? file : fileOf(url) };
};

function fileOf(url) {
  if (binding.isBuiltin(url)) {
    return StringPrototypeStartsWith(url, 'node:') ? StringPrototypeSlice(url, 5) : url;
  }
  return (StringPrototypeStartsWith(url, 'file:') ? binding.pathOfURL(url) : undefined) ?? url;
}

// The text of a file that is required, and its format. `read(file)` is what is done without hooks.
exports.loadRequired = function(url, format, filename, read) {
  function last(asked, context) {
    const source = read(asked === url ? filename : fileOf(asked));
    return { source, format: context.format };
  }
  const context = new ModuleLoadContext(format, undefined, requireConditions);
  const loaded = run(loaders, 'load', last, checkLoaded, url, context);
  return { __proto__: null, content: textOf(loaded.source), format: loaded.format };
};

function resolveForImport(specifier, parentURL, importAttributes) {
  function last(asked, { parentURL: from, conditions }) {
    if (!ArrayIsArray(conditions)) {
      throw new ERR_INVALID_ARG_VALUE('conditions', conditions, 'expected an array');
    }
    const found =
      under(conditions, importConditions, () => binding.resolveImport(asked, from));
    return { __proto__: null, url: found[0], format: found[1] };
  }
  const context = new ModuleResolveContext(parentURL, importAttributes, importConditions);
  return run(resolvers, 'resolve', last, checkResolved, specifier, context);
}

// [url, format, attributes] of what is imported.
function resolveImport(specifier, parentURL, attributes) {
  const { url, format, importAttributes } = resolveForImport(specifier, parentURL, attributes);
  return [url, format, importAttributes ?? attributes];
}

// What import.meta.resolve() gives: of a file that isn't there, too.
function resolveMeta(specifier, parentURL) {
  try {
    return resolveForImport(specifier, parentURL, { __proto__: null }).url;
  } catch (error) {
    const code = error?.code;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT') {
      if (error.url) return error.url;
    }
    throw error;
  }
}

// What a CommonJS module that is imported runs, by file.
const imported = new Map();

// [format, text, file] of a URL. The file is that of a CommonJS module.
function loadImport(url, format, importAttributes) {
  function last(asked, context) {
    const attributes = context.importAttributes ?? {};
    const found = binding.readImport(asked, context.format, attributes.type);
    const source = found[1];
    return {
      __proto__: null,
      format: found[0],
      responseURL: asked,
      source: source === null ? null : require('buffer').Buffer.from(source),
    };
  }
  const context = new ModuleLoadContext(format, importAttributes, importConditions);
  const loaded = run(loaders, 'load', last, checkLoaded, url, context);
  const content = textOf(loaded.source);
  if (loaded.format !== 'commonjs') return [loaded.format, content];
  const filename = fileOf(url);
  MapPrototypeSet(imported, filename, { __proto__: null, url, format: 'commonjs', content });
  return ['commonjs', content, filename];
}

exports.takeImported = function(filename) {
  const found = MapPrototypeGet(imported, filename);
  MapPrototypeDelete(imported, filename);
  return found;
};
