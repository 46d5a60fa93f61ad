// What of the process object is written in JavaScript: each of its properties is made when it is
// first looked at. https://nodejs.org/api/process.html

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_CREDENTIAL, ERR_UNKNOWN_SIGNAL,
  },
  genericNodeError,
} = require('internal/errors');
const {
  parseFileMode, validateArray, validateBoolean, validateNumber, validateObject,
  validateString, validateUint32,
} = require('internal/validators');
const binding = internalBinding('process');
const { process } = binding;

// Functions without a name of their own.
const nameless = (length, run) => {
  const describe = (key, value) => ObjectDefineProperty(run, key, {
    __proto__: null, value, configurable: true,
  });
  describe('name', '');
  describe('length', length);
  return run;
};

// An error of the system's, by its number.
function failed(number, syscall, rest = undefined) {
  const { nameOf, messageOf } = require('internal/uv');
  const code = nameOf(-number);
  const text = messageOf(-number);
  const message = rest ? `${code}: ${text}, ${rest}` : `${syscall} ${code}`;
  return genericNodeError(message, { errno: -number, code, syscall });
}

const notHere = (what) => genericNodeError(`minijs has no ${what}`, {
  code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
});

function emitWarning(warning, type, code, ctor) {
  let detail;
  if (type !== null && typeof type === 'object' && !ArrayIsArray(type)) {
    ctor = type.ctor;
    code = type.code;
    if (typeof type.detail === 'string') detail = type.detail;
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    ctor = type;
    code = '';
    type = 'Warning';
  }
  if (type !== undefined) validateString(type, 'type');
  if (typeof code === 'function') {
    ctor = code;
    code = undefined;
  } else if (code !== undefined) {
    validateString(code, 'code');
  }
  if (typeof warning === 'string') {
    warning = makeWarning(warning, type, code, ctor, detail);
  } else if (!(warning instanceof Error)) {
    throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  }
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      process.nextTick(() => {
        throw warning;
      });
      return;
    }
  }
  binding.warn(warning);
}

function makeWarning(text, type, code, ctor, detail) {
  const { stackTraceLimit } = Error;
  const isWritable = ObjectGetOwnPropertyDescriptor(Error, 'stackTraceLimit')?.writable;
  if (isWritable) Error.stackTraceLimit = 0;
  const warning = new Error(text);
  if (isWritable) Error.stackTraceLimit = stackTraceLimit;
  warning.name = String(type || 'Warning');
  if (code) warning.code = code;
  if (detail) warning.detail = detail;
  ErrorCaptureStackTrace(warning, ctor || process.emitWarning);
  return warning;
}

function kill(pid, sig) {
  // A number may come as a string.
  // eslint-disable-next-line eqeqeq
  if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  let number;
  if (typeof sig === 'number') {
    number = sig;
  } else {
    const { signals } = require('internal/signals');
    const name = sig || 'SIGTERM';
    number = signals[name];
    if (!number) throw new ERR_UNKNOWN_SIGNAL(name);
  }
  const error = process._kill(pid | 0, number);
  if (error) throw failed(error > 0 ? error : -error, 'kill');
  return true;
}

// What was used since an earlier result.
function usageSince(previous, before, [user, system]) {
  if (previous) {
    if (!before(previous.user)) {
      validateNumber(previous.user, 'prevValue.user');
      throw new RangeErrorOf('prevValue.user', previous.user);
    }
    if (!before(previous.system)) {
      validateNumber(previous.system, 'prevValue.system');
      throw new RangeErrorOf('prevValue.system', previous.system);
    }
    return { user: user - previous.user, system: system - previous.system };
  }
  return { user, system };
}
const isTime = (value) =>
  typeof value === 'number' && value <= NumberMAX_SAFE_INTEGER && value >= 0;
const RangeErrorOf = ERR_INVALID_ARG_VALUE.RangeError;

function cpuUsage(prevValue) {
  if (prevValue) validateObject(prevValue, 'prevValue');
  return usageSince(prevValue, isTime, binding.usage());
}

function threadCpuUsage(prevValue) {
  if (prevValue) validateObject(prevValue, 'prevValue');
  return usageSince(prevValue, isTime, binding.threadTimes());
}

const USAGE = [
  'userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize', 'unsharedDataSize',
  'unsharedStackSize', 'minorPageFault', 'majorPageFault', 'swappedOut', 'fsRead', 'fsWrite',
  'ipcSent', 'ipcReceived', 'signalsCount', 'voluntaryContextSwitches',
  'involuntaryContextSwitches',
];

function resourceUsage() {
  const used = binding.usage();
  const result = {};
  for (let i = 0; i < USAGE.length; i++) result[USAGE[i]] = used[i];
  return result;
}

function memoryUsage() {
  const sizes = binding.memory();
  return {
    rss: sizes[0], heapTotal: sizes[1], heapUsed: sizes[2], external: 0, arrayBuffers: 0,
  };
}
memoryUsage.rss = function rss() {
  return binding.memory()[0];
};

function loadEnvFile(path = undefined) {
  let file = '.env';
  if (path != null) {
    if (typeof path === 'string') {
      file = path;
    } else if (internalBinding('types').isUint8Array(path)) {
      file = FunctionPrototypeCall(require('buffer').Buffer.prototype.toString, path);
    } else if (path?.href && path.protocol) {
      file = require('url').fileURLToPath(path);
    } else {
      throw new ERR_INVALID_ARG_TYPE('path', ['string', 'Buffer', 'URL'], path);
    }
  }
  const text = binding.readFile(file);
  if (typeof text === 'number') {
    const error = failed(text, 'open', `open '${file}'`);
    error.path = file;
    throw error;
  }
  const found = require('internal/dotenv').parse(text);
  const names = ObjectKeys(found);
  for (let i = 0; i < names.length; i++) {
    if (process.env[names[i]] === undefined) process.env[names[i]] = found[names[i]];
  }
}

function wrappedChdir(directory) {
  validateString(directory, 'directory');
  const error = binding.chdir(directory);
  if (error) {
    const path = process.cwd();
    const thrown = failed(error, 'chdir', `chdir '${path}' -> '${directory}'`);
    thrown.path = path;
    thrown.dest = directory;
    throw thrown;
  }
}

function wrappedUmask(mask) {
  if (mask === undefined) return binding.umask();
  return binding.umask(parseFileMode(mask, 'mask') & 0o777);
}

// Users and groups.
function validateId(id, name) {
  if (typeof id === 'number') {
    validateUint32(id, name);
  } else if (typeof id !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
  }
}

// The number of a user or a group; what isn't one is looked up in the system's list.
function idOf(id, file) {
  if (typeof id === 'number') return id >>> 0;
  const text = binding.readFile(file);
  const lines = typeof text === 'string' ? StringPrototypeSplit(text, '\n') : [];
  for (let i = 0; i < lines.length; i++) {
    const parts = StringPrototypeSplit(lines[i], ':');
    if (parts[0] === id) return +parts[2];
  }
  return undefined;
}

const idSetter = (name, kind, file) => nameless(1, (id) => {
  validateId(id, 'id');
  const number = idOf(id, file);
  if (number === undefined) throw new ERR_UNKNOWN_CREDENTIAL(kind, id);
  const error = binding.setIdentity(name, number);
  if (error) throw failed(error, name);
});

function setgroups(groups) {
  validateArray(groups, 'groups');
  const numbers = [];
  for (let i = 0; i < groups.length; i++) {
    validateId(groups[i], `groups[${i}]`);
    const number = idOf(groups[i], '/etc/group');
    if (number === undefined) throw new ERR_UNKNOWN_CREDENTIAL('Group', groups[i]);
    ArrayPrototypePush(numbers, number);
  }
  const error = binding.setGroups(numbers);
  if (error) throw failed(error, 'setgroups');
}

function initgroups(user, extraGroup) {
  validateId(user, 'user');
  validateId(extraGroup, 'extraGroup');
  if (idOf(user, '/etc/passwd') === undefined) throw new ERR_UNKNOWN_CREDENTIAL('User', user);
  if (idOf(extraGroup, '/etc/group') === undefined) {
    throw new ERR_UNKNOWN_CREDENTIAL('Group', extraGroup);
  }
  throw notHere('process.initgroups');
}

// What no script has any more.
const noModule = (name) => new Error(`No such module: ${name}`);

function getBuiltinModule(id) {
  validateString(id, 'id');
  const { isBuiltin } = require('module');
  if (!isBuiltin(id)) return undefined;
  return require(StringPrototypeStartsWith(id, 'node:') ? StringPrototypeSlice(id, 5) : id);
}

function execve(execPath, args = [], env = process.env) {
  validateString(execPath, 'execPath');
  validateArray(args, 'args');
  for (let i = 0; i < args.length; i++) {
    if (typeof args[i] !== 'string' || StringPrototypeIncludes(args[i], '\0')) {
      throw new ERR_INVALID_ARG_VALUE(`args[${i}]`, args[i], 'must be a string without null bytes');
    }
  }
  validateObject(env, 'env');
  throw notHere('process.execve');
}

const callEither = (symbol, name) => (object) => {
  if (object == null) return;
  const method = object[SymbolFor(symbol)] || object[name];
  if (typeof method === 'function') FunctionPrototypeCall(method, object);
};
const ref = callEither('nodejs.ref', 'ref');
const unref = callEither('nodejs.unref', 'unref');

const nothing = () => nameless(0, () => {});

function deepFreeze(object) {
  const keys = ObjectKeys(object);
  for (let i = 0; i < keys.length; i++) {
    if (typeof object[keys[i]] === 'object') deepFreeze(object[keys[i]]);
  }
  return ObjectFreeze(object);
}

// Values that are made when they are first asked for.
const values = {
  __proto__: null,

  versions: () => ObjectFreeze({
    node: StringPrototypeSlice(process.version, 1),
    acorn: '8.18.0',
    ada: '4.0.0',
    modules: '137',
    napi: '10',
    unicode: '17.0',
    uv: '1.52.1',
    v8: '13.6.233.17-node.53',
  }),

  release: () => ({
    name: 'node',
    lts: 'Krypton',
    sourceUrl: `https://nodejs.org/download/release/${process.version}/` +
      `node-${process.version}.tar.gz`,
    headersUrl: `https://nodejs.org/download/release/${process.version}/` +
      `node-${process.version}-headers.tar.gz`,
  }),

  config: () => deepFreeze({
    target_defaults: {
      cflags: [], configurations: { Debug: {}, Release: {} }, default_configuration: 'Release',
      defines: [], include_dirs: [], libraries: [],
    },
    variables: {
      host_arch: process.arch, target_arch: process.arch, napi_build_version: '10',
      node_builtin_shareable_builtins: [], node_module_version: 137, node_shared: false,
      node_use_openssl: false,
      node_use_amaro: false, v8_enable_i18n_support: 0,
    },
  }),

  features: () => {
    const features = {
      inspector: false, debug: false, uv: true, ipv6: true, tls_alpn: false, tls_sni: false,
      tls_ocsp: false, tls: false, openssl_is_boringssl: false,
    };
    const getters = {
      __proto__: null,
      cached_builtins: true, require_module: true, quic: false, typescript: false,
    };
    const names = ObjectKeys(getters);
    for (let i = 0; i < names.length; i++) {
      const value = getters[names[i]];
      ObjectDefineProperty(features, names[i], {
        __proto__: null, get: () => value, enumerable: true, configurable: false,
      });
    }
    return features;
  },

  moduleLoadList: () => binding.loadedModules(),
  finalization: () => require('internal/process/finalization').create(process),
  allowedNodeEnvironmentFlags: () => require('internal/process/flags').make(),

  report: () => {
    const says = (name) => ({
      [name]() {
        throw notHere(`process.report.${name}`);
      },
    })[name];
    return {
      writeReport: says('writeReport'), getReport: says('getReport'), directory: '', filename: '',
      compact: false, excludeNetwork: false, signal: 'SIGUSR2', reportOnFatalError: false,
      reportOnSignal: false, reportOnUncaughtException: false, excludeEnv: false,
    };
  },
};

const functions = {
  __proto__: null,
  binding(name) {
    throw noModule(`${name}`);
  },
  _linkedBinding(name) {
    throw noModule(`${name}`);
  },
  dlopen() {
    throw genericNodeError('minijs loads no addons', { code: 'ERR_DLOPEN_FAILED' });
  },
  _getActiveRequests() {
    return [];
  },
  _getActiveHandles() {
    return [];
  },
  getActiveResourcesInfo() {
    return binding.activeResources();
  },
  _kill: (() => {
    const send = (...args) => binding.kill(args[0], args[1]);
    ObjectDefineProperty(send, 'name', { __proto__: null, value: '_kill', configurable: true });
    return send;
  })(),
  loadEnvFile,
  cpuUsage,
  threadCpuUsage,
  resourceUsage,
  memoryUsage,
  constrainedMemory() {
    return binding.constrainedMemory();
  },
  availableMemory() {
    return binding.availableMemory();
  },
  kill,
  execve,
  ref: function ref_(maybeRefable) {
    ref(maybeRefable);
  },
  unref: function unref_(maybeRefable) {
    unref(maybeRefable);
  },
  openStdin: nameless(0, () => {
    process.stdin.resume();
    return process.stdin;
  }),
  getuid() {
    return binding.identity()[0];
  },
  geteuid() {
    return binding.identity()[1];
  },
  getgid() {
    return binding.identity()[2];
  },
  getegid() {
    return binding.identity()[3];
  },
  getgroups() {
    const all = binding.identity();
    const groups = ArrayPrototypeSlice(all, 4);
    if (!ArrayPrototypeIncludes(groups, all[3])) ArrayPrototypePush(groups, all[3]);
    return groups;
  },
  _fatalException: nameless(2, (error) => {
    throw error;
  }),
  emitWarning,
  setSourceMapsEnabled(val) {
    validateBoolean(val, 'enabled');
    if (val) throw notHere('source maps');
  },
  getBuiltinModule,
  _debugProcess() {
    throw notHere('process._debugProcess');
  },
  _debugEnd() {},
  _startProfilerIdleNotifier: nothing(),
  _stopProfilerIdleNotifier: nothing(),
  umask: wrappedUmask,
  chdir: wrappedChdir,
  initgroups,
  setgroups,
  setegid: idSetter('setegid', 'Group', '/etc/group'),
  seteuid: idSetter('seteuid', 'User', '/etc/passwd'),
  setgid: idSetter('setgid', 'Group', '/etc/group'),
  setuid: idSetter('setuid', 'User', '/etc/passwd'),
};

const rename = (run, name) => ObjectDefineProperty(run, 'name', {
  __proto__: null, value: name, configurable: true,
});
rename(functions.ref, 'ref');
rename(functions.unref, 'unref');

const names = ObjectKeys(functions);
for (let i = 0; i < names.length; i++) exports[names[i]] = functions[names[i]];
const made = ObjectKeys(values);
for (let i = 0; i < made.length; i++) {
  let value;
  ObjectDefineProperty(exports, made[i], {
    __proto__: null, get: () => (value === undefined ? (value = values[made[i]]()) : value),
  });
}
