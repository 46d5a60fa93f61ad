// Errors with codes, as Node's own modules throw them: https://nodejs.org/api/errors.html
//
// `codes.ERR_X` is the class of a code; it is made when it is first asked for.
// Its base class is given by a letter, its message is a text whose `%s` are the arguments, or a
// function of them, in which `this` is the error that is being made.

const kIsNodeError = Symbol('kIsNodeError');
const BUG = 'This is caused by either a bug in Node.js or incorrect usage of Node.js internals.\n' +
  'Please open an issue with this stack trace at https://github.com/nodejs/node/issues\n';

// The greatest integer that is shown without separators.
const PLAIN = 2 ** 32;

const TYPES = {
  __proto__: null,
  string: 1, function: 1, number: 1, object: 1, Function: 1, Object: 1, boolean: 1, bigint: 1,
  symbol: 1,
};

let inspect = (value, options) => {
  inspect = require('util').inspect;
  return inspect(value, options);
};

// `a, b, and c`
function formatList(list, word = 'and') {
  const { length } = list;
  if (length < 2) return length === 0 ? '' : `${list[0]}`;
  if (length === 2) return `${list[0]} ${word} ${list[1]}`;
  const front = ArrayPrototypeJoin(ArrayPrototypeSlice(list, 0, -1), ', ');
  return `${front}, ${word} ${list[length - 1]}`;
}

// What was given instead, in words.
function determineSpecificType(value) {
  if (value === null || value === undefined) return `${value}`;
  switch (typeof value) {
    case 'function':
      return `function ${value.name}`;
    case 'object':
      if (value.constructor && 'name' in value.constructor) {
        return `an instance of ${value.constructor.name}`;
      }
      return inspect(value, { depth: -1 });
    case 'string': {
      const text = value.length > 28 ? `${StringPrototypeSlice(value, 0, 25)}...` : value;
      const shown = StringPrototypeIncludes(text, "'") ? JSONStringify(text) : `'${text}'`;
      return `type string (${shown})`;
    }
    case 'number':
      return `type number (${ObjectIs(value, -0) ? '-0' : value})`;
    case 'bigint':
      return `type bigint (${value}n)`;
    default:
      return `type ${typeof value} (${String(value)})`;
  }
}

// `1_000_000`
function addNumericalSeparator(text) {
  let shown = '';
  let end = text.length;
  const start = text[0] === '-' ? 1 : 0;
  for (; end >= start + 4; end -= 3) shown = `_${StringPrototypeSlice(text, end - 3, end)}${shown}`;
  return StringPrototypeSlice(text, 0, end) + shown;
}

const kind = (name) => (StringPrototypeIncludes(name, '.') ? 'property' : 'argument');

function invalidArgType(name, expected, actual) {
  if (!ArrayIsArray(expected)) expected = [expected];
  let text = StringPrototypeEndsWith(name, ' argument') ?
    `The ${name} must be ` : `The "${name}" ${kind(name)} must be `;
  let types = [];
  const instances = [];
  const other = [];
  for (let i = 0; i < expected.length; i++) {
    const value = expected[i];
    if (value in TYPES) ArrayPrototypePush(types, StringPrototypeToLowerCase(value));
    else if (isClassName(value)) ArrayPrototypePush(instances, value);
    else ArrayPrototypePush(other, value);
  }
  // A class beside `object`: both are named as classes.
  if (instances.length > 0 && ArrayPrototypeIncludes(types, 'object')) {
    types = ArrayPrototypeFilter(types, (type) => type !== 'object');
    ArrayPrototypePush(instances, 'Object');
  }
  if (types.length > 0) {
    text += `${types.length > 1 ? 'one of type' : 'of type'} ${formatList(types, 'or')}`;
    if (instances.length > 0 || other.length > 0) text += ' or ';
  }
  if (instances.length > 0) {
    text += `an instance of ${formatList(instances, 'or')}`;
    if (other.length > 0) text += ' or ';
  }
  if (other.length > 1) {
    text += `one of ${formatList(other, 'or')}`;
  } else if (other.length === 1) {
    if (StringPrototypeToLowerCase(other[0]) !== other[0]) text += 'an ';
    text += other[0];
  }
  return `${text}. Received ${determineSpecificType(actual)}`;
}

// An upper-case letter first, letters and digits after it.
function isClassName(name) {
  for (let i = 0; i < name.length; i++) {
    const code = StringPrototypeCharCodeAt(name, i);
    const upper = code >= 65 && code <= 90;
    if (!upper && (i === 0 || !(code >= 97 && code <= 122 || code >= 48 && code <= 57))) {
      return false;
    }
  }
  return name !== '';
}

function outOfRange(name, range, input, isWhole = false) {
  let shown;
  if (typeof input === 'bigint') {
    shown = `${input}`;
    if (input > PLAIN || input < -PLAIN) shown = addNumericalSeparator(shown);
    shown += 'n';
  } else if (NumberIsInteger(input) && MathAbs(input) > PLAIN) {
    shown = addNumericalSeparator(`${input}`);
  } else {
    shown = inspect(input);
  }
  const start = isWhole ? name : `The value of "${name}" is out of range.`;
  return `${start} It must be ${range}. Received ${shown}`;
}

function missingArgs(...names) {
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    names[i] = ArrayIsArray(name) ? `"${ArrayPrototypeJoin(name, '" or "')}"` : `"${name}"`;
  }
  return `The ${formatList(names)} argument${names.length > 1 ? 's' : ''} must be specified`;
}

function invalidTarget(folder, key, target, isImport = false, base = undefined) {
  const isBare = typeof target === 'string' && !isImport && target.length > 0 &&
    !StringPrototypeStartsWith(target, './');
  const which = key === '.' ? 'main target' : 'target';
  return `Invalid "${isImport ? 'imports' : 'exports'}" ${which} ${JSONStringify(target)} ` +
    `defined ${key === '.' ? '' : `for '${key}' `}in the package config ${folder}package.json` +
    from(base) + (isBare ? '; targets must start with "./"' : '');
}

const from = (base) => (base ? ` imported from ${base}` : '');

// Those whose message is a text: the code, a letter for the base class, the text.
const TEXTS = `
ERR_AMBIGUOUS_ARGUMENT T The "%s" argument is ambiguous. %s
ERR_ARG_NOT_ITERABLE T %s must be iterable
ERR_ASSERTION E %s
ERR_ASYNC_CALLBACK T %s must be a function
ERR_ASYNC_TYPE T Invalid name for async "type": %s
ERR_BROTLI_INVALID_PARAM R %s is not a valid Brotli parameter
ERR_BUFFER_TOO_LARGE R Cannot create a Buffer larger than %s bytes
ERR_CONSOLE_WRITABLE_STREAM T Console expects a writable stream instance for %s
ERR_CONSTRUCT_CALL_REQUIRED T Class constructor %s cannot be invoked without \`new\`
ERR_CONTEXT_NOT_INITIALIZED E context used is not initialized
ERR_CRYPTO_HASH_FINALIZED E Digest already called
ERR_CRYPTO_HASH_UPDATE_FAILED E Hash update failed
ERR_CRYPTO_INCOMPATIBLE_KEY E Incompatible %s: %s
ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS E The selected key encoding %s %s.
ERR_CRYPTO_INVALID_AUTH_TAG T Invalid authentication tag length: %s
ERR_CRYPTO_INVALID_CURVE T Invalid EC curve name
ERR_CRYPTO_INVALID_DIGEST T Invalid digest: %s
ERR_CRYPTO_INVALID_IV T Invalid initialization vector
ERR_CRYPTO_INVALID_JWK T Invalid JWK data
ERR_CRYPTO_INVALID_KEYLEN R Invalid key length
ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE T Invalid key object type %s, expected %s.
ERR_CRYPTO_INVALID_SCRYPT_PARAMS R Invalid scrypt params
ERR_CRYPTO_INVALID_STATE E Invalid state for operation %s
ERR_CRYPTO_JWK_UNSUPPORTED_CURVE E Unsupported JWK EC curve: %s.
ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE E Unsupported JWK Key Type.
ERR_CRYPTO_SIGN_KEY_REQUIRED E No key provided to sign
ERR_CRYPTO_UNKNOWN_CIPHER E Unknown cipher
ERR_DIR_CLOSED E Directory handle was closed
ERR_DIR_CONCURRENT_OPERATION E Cannot do synchronous work on directory handle with concurrent \
asynchronous operations
ERR_DOMAIN_CALLBACK_NOT_AVAILABLE E A callback was registered through \
process.setUncaughtExceptionCaptureCallback(), which is mutually exclusive with using the \
\`domain\` module
ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE E The \`domain\` module is in use, which is \
mutually exclusive with calling process.setUncaughtExceptionCaptureCallback()
ERR_ENCODING_NOT_SUPPORTED R The "%s" encoding is not supported
ERR_EVENT_RECURSION E The event "%s" is already being dispatched
ERR_FEATURE_UNAVAILABLE_ON_PLATFORM T The feature %s is unavailable on the current platform, \
which is being used to run Node.js
ERR_FS_CP_EEXIST Y Target already exists
ERR_FS_CP_EINVAL Y Invalid src or dest
ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY Y Cannot overwrite symlink in subdirectory of self
ERR_FS_EISDIR Y Path is a directory
ERR_FS_FILE_TOO_LARGE R File size (%s) is greater than 2 GiB
ERR_FS_WATCH_QUEUE_OVERFLOW E fs.watch() queued more than %d events
ERR_HTTP_HEADERS_SENT E Cannot %s headers after they are sent to the client
ERR_HTTP_INVALID_HEADER_VALUE T Invalid value "%s" for header "%s"
ERR_HTTP_INVALID_STATUS_CODE R Invalid status code: %s
ERR_ILLEGAL_CONSTRUCTOR T Illegal constructor
ERR_INCOMPATIBLE_OPTION_PAIR T Option "%s" cannot be used in combination with option "%s"
ERR_INSPECTOR_NOT_AVAILABLE E Inspector is not available
ERR_INVALID_ASYNC_ID R Invalid %s value: %s
ERR_INVALID_BUFFER_SIZE R Buffer size must be a multiple of %s
ERR_INVALID_CURSOR_POS T Cannot set cursor row without setting its column
ERR_INVALID_FD R "fd" must be a positive integer: %s
ERR_INVALID_FD_TYPE T Unsupported fd type: %s
ERR_INVALID_FILE_URL_HOST T File URL host must be "localhost" or empty on %s
ERR_INVALID_HTTP_TOKEN T %s must be a valid HTTP token ["%s"]
ERR_INVALID_IP_ADDRESS T Invalid IP address: %s
ERR_INVALID_PROTOCOL T Protocol "%s" not supported. Expected "%s"
ERR_INVALID_STATE E Invalid state: %s
ERR_INVALID_THIS T Value of "this" must be of type %s
ERR_INVALID_TUPLE T %s must be an iterable %s tuple
ERR_INVALID_URI U URI malformed
ERR_LOADER_CHAIN_INCOMPLETE E "%s" did not call the next hook in its chain and did not \
explicitly signal a short circuit. If this is intentional, include \`shortCircuit: true\` in the \
hook's return.
ERR_METHOD_NOT_IMPLEMENTED E The %s method is not implemented
ERR_MISSING_OPTION T %s is required
ERR_MULTIPLE_CALLBACK E Callback called multiple times
ERR_NO_CRYPTO E Node.js is not compiled with OpenSSL crypto support
ERR_NO_ICU T %s is not supported on Node.js compiled without ICU
ERR_OPERATION_FAILED E Operation failed: %s
ERR_PARSE_ARGS_INVALID_OPTION_VALUE T %s
ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL T Unexpected argument '%s'. This command does not take \
positional arguments
ERR_PERFORMANCE_INVALID_TIMESTAMP T %d is not a valid timestamp
ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS T %s
ERR_SCRIPT_EXECUTION_INTERRUPTED E Script execution was interrupted by \`SIGINT\`
ERR_SOCKET_CLOSED E Socket is closed
ERR_STREAM_ALREADY_FINISHED E Cannot call %s after a stream was finished
ERR_STREAM_CANNOT_PIPE E Cannot pipe, not readable
ERR_STREAM_DESTROYED E Cannot call %s after a stream was destroyed
ERR_STREAM_NULL_VALUES T May not write null values to stream
ERR_STREAM_PREMATURE_CLOSE E Premature close
ERR_STREAM_PUSH_AFTER_EOF E stream.push() after EOF
ERR_STREAM_UNABLE_TO_PIPE E Cannot pipe to a closed or destroyed stream
ERR_STREAM_UNSHIFT_AFTER_END_EVENT E stream.unshift() after end event
ERR_STREAM_WRAP E Stream has StringDecoder set or is in objectMode
ERR_STREAM_WRITE_AFTER_END E write after end
ERR_SYNTHETIC E JavaScript Callstack
ERR_SYSTEM_ERROR Y A system error occurred
ERR_TRACE_EVENTS_CATEGORY_REQUIRED T At least one category is required
ERR_TRACE_EVENTS_UNAVAILABLE E Trace events are unavailable
ERR_TRAILING_JUNK_AFTER_STREAM_END T Trailing junk found after the end of the compressed stream
ERR_TTY_INIT_FAILED Y TTY initialization failed
ERR_UNAVAILABLE_DURING_EXIT E Cannot call function in process exit handler
ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET E \`process.setupUncaughtExceptionCapture()\` was \
called while a capture callback was already active
ERR_UNESCAPED_CHARACTERS T %s contains unescaped characters
ERR_UNKNOWN_BUILTIN_MODULE E No such built-in module: %s
ERR_UNKNOWN_CREDENTIAL E %s identifier does not exist: %s
ERR_UNKNOWN_ENCODING T Unknown encoding: %s
ERR_UNKNOWN_FILE_EXTENSION T Unknown file extension "%s" for %s
ERR_UNKNOWN_MODULE_FORMAT R Unknown module format: %s for URL %s
ERR_UNKNOWN_SIGNAL T Unknown signal: %s
ERR_UNSUPPORTED_RESOLVE_REQUEST T Failed to resolve module specifier "%s" from "%s": Invalid \
relative URL or base scheme is not hierarchical.
ERR_USE_AFTER_CLOSE E %s was closed
ERR_VALID_PERFORMANCE_ENTRY_TYPE E At least one valid performance entry type is required
ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING T A dynamic import callback was not specified.
ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG T A dynamic import callback was invoked without \
--experimental-vm-modules
ERR_VM_MODULE_ALREADY_LINKED E Module has already been linked
ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA E Cached data cannot be created for a module which has \
been evaluated
ERR_VM_MODULE_DIFFERENT_CONTEXT E Linked modules must use the same context
ERR_VM_MODULE_NOT_MODULE E Provided module is not an instance of Module
ERR_VM_MODULE_STATUS E Module status %s
ERR_WEBASSEMBLY_NOT_SUPPORTED E WebAssembly is not supported in this environment, but is \
required for %s
ERR_WORKER_INIT_FAILED E Worker initialization failure: %s
ERR_WORKER_NOT_RUNNING E Worker instance not running
ERR_WORKER_UNSUPPORTED_OPERATION T %s is not supported in workers
ERR_ZLIB_INITIALIZATION_FAILED E Initialization failed
`;

// The others.
const table = {
  __proto__: null,
  ERR_ACCESS_DENIED: ['E', function(text, permission = '', resource = '') {
    this.permission = permission;
    this.resource = resource;
    return text;
  }],
  ERR_BUFFER_OUT_OF_BOUNDS: ['R', (name) => (name ?
    `"${name}" is outside of buffer bounds` : 'Attempt to access memory outside buffer bounds')],
  ERR_ENCODING_INVALID_ENCODED_DATA: ['T', function(encoding, errno) {
    this.errno = errno;
    return `The encoded data was not valid for encoding ${encoding}`;
  }],
  ERR_FALSY_VALUE_REJECTION: ['E', function(reason) {
    this.reason = reason;
    return 'Promise was rejected with falsy value';
  }],
  ERR_INTERNAL_ASSERTION: ['E', (text) => (text === undefined ? BUG : `${text}\n${BUG}`)],
  ERR_INVALID_ADDRESS_FAMILY: ['R', function(type, host, port) {
    this.host = host;
    this.port = port;
    return `Invalid address family: ${type} ${host}:${port}`;
  }],
  ERR_INVALID_ARG_TYPE: ['T', invalidArgType],
  ERR_INVALID_ARG_VALUE: ['T', (name, value, reason = 'is invalid') => {
    let shown = inspect(value);
    if (shown.length > 128) shown = `${StringPrototypeSlice(shown, 0, 128)}...`;
    return `The ${kind(name)} '${name}' ${reason}. Received ${shown}`;
  }],
  ERR_INVALID_CHAR: ['T', (name, field) =>
    `Invalid character in ${name}${field === undefined ? '' : ` ["${field}"]`}`],
  ERR_INVALID_FILE_URL_PATH: ['T', function(reason, input = undefined) {
    this.input = input;
    return `File URL path ${reason}`;
  }],
  ERR_INVALID_MIME_SYNTAX: ['T', (part, text, place) =>
    `The MIME syntax for a ${part} in "${text}" is invalid` +
    (place === -1 ? '' : ` at ${place}`)],
  ERR_INVALID_MODULE_SPECIFIER: ['T', (request, reason, base) =>
    `Invalid module "${request}" ${reason}${from(base)}`],
  ERR_INVALID_PACKAGE_CONFIG: ['E', (path, base, text) =>
    `Invalid package config ${path}${base ? ` while importing ${base}` : ''}` +
    (text ? `. ${text}` : '')],
  ERR_INVALID_PACKAGE_TARGET: ['E', invalidTarget],
  ERR_INVALID_RETURN_PROPERTY: ['T', (input, name, key, value) =>
    `Expected a valid ${input} to be returned for the "${key}" from the "${name}" hook ` +
    `but got ${determineSpecificType(value)}.`],
  ERR_INVALID_RETURN_PROPERTY_VALUE: ['T', (input, name, key, value) =>
    `Expected ${input} to be returned for the "${key}" from the "${name}" hook ` +
    `but got ${determineSpecificType(value)}.`],
  ERR_INVALID_RETURN_VALUE: ['T', (input, name, value) =>
    `Expected ${input} to be returned from the "${name}" function ` +
    `but got ${determineSpecificType(value)}.`],
  ERR_INVALID_URL: ['T', function(input, base = null) {
    this.input = input;
    if (base != null) this.base = base;
    return 'Invalid URL';
  }],
  ERR_INVALID_URL_SCHEME: ['T', (schemes) => {
    if (typeof schemes === 'string') schemes = [schemes];
    return schemes.length === 2 ?
      `The URL must be one of scheme ${schemes[0]} or ${schemes[1]}` :
      `The URL must be of scheme ${schemes[0]}`;
  }],
  ERR_MISSING_ARGS: ['T', missingArgs],
  ERR_MODULE_NOT_FOUND: ['E', function(path, base, url) {
    if (url) this.url = `${url}`;
    return `Cannot find ${url ? 'module' : 'package'} '${path}' imported from ${base}`;
  }],
  ERR_OUT_OF_RANGE: ['R', outOfRange],
  ERR_PACKAGE_IMPORT_NOT_DEFINED: ['T', (name, folder, base) =>
    `Package import specifier "${name}" is not defined` +
    `${folder ? ` in package ${folder}package.json` : ''} imported from ${base}`],
  ERR_PACKAGE_PATH_NOT_EXPORTED: ['E', (folder, path, base = undefined) => (path === '.' ?
    `No "exports" main defined in ${folder}package.json${from(base)}` :
    `Package subpath '${path}' is not defined by "exports" in ${folder}package.json${from(base)}`)],
  ERR_PARSE_ARGS_UNKNOWN_OPTION: ['T', (option, positionals) =>
    `Unknown option '${option}'` + (positionals ? '. To specify a positional argument starting ' +
    "with a '-', place it at the end of the command after '--', as in " +
    `'-- ${JSONStringify(option)}` : '')],
  ERR_SOCKET_BAD_PORT: ['R', (name, port, zero = true) =>
    `${name} should be ${zero ? '>=' : '>'} 0 and < 65536. ` +
    `Received ${determineSpecificType(port)}.`],
  ERR_TEST_FAILURE: ['E', function(error, failureType) {
    this.failureType = failureType;
    this.cause = error;
    const text = error?.message ?? error;
    return typeof text === 'string' ? text : inspect(text);
  }],
  ERR_UNHANDLED_ERROR: ['E', (error = undefined) =>
    (error === undefined ? 'Unhandled error.' : `Unhandled error. (${error})`)],
  ERR_UNSUPPORTED_DIR_IMPORT: ['E', function(path, base, url) {
    this.url = url;
    return `Directory import '${path}' is not supported resolving ES modules imported from ${base}`;
  }],
  ERR_VM_MODULE_LINK_FAILURE: ['E', function(text, cause) {
    this.cause = cause;
    return text;
  }],
  ERR_WORKER_INVALID_EXEC_ARGV: ['E', (errors, name = 'invalid execArgv flags') =>
    `Initiated Worker with ${name}: ${ArrayPrototypeJoin(errors, ', ')}`],
  ERR_WORKER_PATH: ['T', (name) =>
    'The worker script or module filename must be an absolute path ' +
    `or a relative path starting with './' or '../'. Received "${name}"`],
};

const BASES = {
  __proto__: null,
  E: Error, T: TypeError, R: RangeError, S: SyntaxError, U: URIError,
};

// A text with its arguments at `%s` and `%d`.
function fill(text, values) {
  const parts = StringPrototypeSplit(text, '%');
  let filled = parts[0];
  for (let i = 1; i < parts.length; i++) {
    const value = values[i - 1];
    const isNumber = parts[i][0] === 'd';
    const shown = typeof value === 'string' && !isNumber ? value :
      require('util').format(isNumber ? '%d' : '%s', value);
    filled += shown + StringPrototypeSlice(parts[i], 1);
  }
  return filled;
}

// Puts the code into the header of an error's stack.
function markStack(error, name) {
  ObjectDefineProperty(error, 'name', {
    __proto__: null, value: name, enumerable: false, writable: true, configurable: true,
  });
  // The stack's text is made when it is first read.
  error.stack; // eslint-disable-line no-unused-expressions
  delete error.name;
}

function defineHidden(object, key, value) {
  ObjectDefineProperty(object, key, {
    __proto__: null, value, enumerable: false, writable: true, configurable: true,
  });
}

function makeClass(Base, code, message) {
  class NodeError extends Base {
    code = code;

    constructor(...args) {
      super(typeof message === 'string' ? fill(message, args) : undefined);
      if (typeof message === 'function') {
        defineHidden(this, 'message', ReflectApply(message, this, args));
      }
      markStack(this, `${this.name} [${code}]`);
    }

    // The class is not a name of its own.
    get ['constructor']() {
      return Base;
    }

    get [kIsNodeError]() {
      return true;
    }

    toString() {
      return `${this.name} [${code}]: ${this.message}`;
    }
  }
  return NodeError;
}

// An error of the system: its context is what the operation and its outcome were.
class SystemError extends Error {
  constructor(code, text, context) {
    super();
    let message = `${text}: ${context.syscall} returned ${context.code} (${context.message})`;
    if (context.path !== undefined) message += ` ${context.path}`;
    if (context.dest !== undefined) message += ` => ${context.dest}`;
    this.code = code;
    defineHidden(this, 'name', `SystemError [${code}]`);
    defineHidden(this, 'message', message);
    this.stack; // eslint-disable-line no-unused-expressions
    const plain = { __proto__: null, enumerable: true, configurable: true };
    ObjectDefineProperties(this, {
      name: { __proto__: null, value: 'SystemError', enumerable: false, writable: true },
      info: { ...plain, value: context },
      errno: {
        ...plain,
        get() { return context.errno; },
        set(value) { context.errno = value; },
      },
      syscall: {
        ...plain,
        get() { return context.syscall; },
        set(value) { context.syscall = value; },
      },
    });
    const show = (key) => context[key] !== undefined && ObjectDefineProperty(this, key, {
      ...plain,
      get() { return context[key]?.toString(); },
      set(value) { context[key] = value; },
    });
    show('path');
    show('dest');
    defineHidden(this, kIsNodeError, true);
  }

  // The values behind the accessors are shown.
  [SymbolFor('nodejs.util.inspect.custom')](depth, options) {
    return inspect(this, { ...options, getters: true, customInspect: false });
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

function makeSystemClass(code, text) {
  return class NodeError extends SystemError {
    constructor(context) {
      super(code, text, context);
    }
  };
}

// The letter and the message of a code.
function findCode(code) {
  const entry = table[code];
  if (entry !== undefined) return entry;
  const start = `\n${code} `;
  const at = StringPrototypeIndexOf(TEXTS, start);
  if (at < 0) throw new Error(`internal/errors has no code ${code}`);
  const letterAt = at + start.length;
  const end = StringPrototypeIndexOf(TEXTS, '\n', letterAt);
  return [TEXTS[letterAt], StringPrototypeSlice(TEXTS, letterAt + 2, end)];
}

function makeCode(code) {
  const { 0: letter, 1: message } = findCode(code);
  if (letter === 'Y') return makeSystemClass(code, message);
  const made = makeClass(BASES[letter], code, message);
  // The same code with another base.
  const other = (name, Base) => ObjectDefineProperty(made, name, {
    __proto__: null,
    configurable: true,
    get: () => {
      const value = makeClass(Base, code, message);
      ObjectDefineProperty(made, name, { __proto__: null, value, configurable: true });
      return value;
    },
  });
  other('TypeError', TypeError);
  other('RangeError', RangeError);
  made.HideStackFramesError = made;
  return made;
}

const codes = new Proxy({ __proto__: null }, {
  __proto__: null,
  get(made, code) {
    const known = made[code];
    return known === undefined ? (made[code] = makeCode(String(code))) : known;
  },
});

// What an operation that was aborted throws or rejects with.
class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

// What `connect` and the like give where the other side hung up.
class ConnResetException extends Error {
  constructor(message) {
    super(message);
    this.code = 'ECONNRESET';
  }

  get ['constructor']() {
    return Error;
  }
}

// An error that isn't of one of the classes above, with properties.
function genericNodeError(message, properties) {
  return ObjectAssign(new Error(message), properties);
}

// Both errors where there are two: what happened first counts as the second.
function aggregateTwoErrors(inner, outer) {
  if (!inner || !outer || inner === outer) return inner || outer;
  if (ArrayIsArray(outer.errors)) {
    ArrayPrototypePush(outer.errors, inner);
    return outer;
  }
  const error = new AggregateError([outer, inner], outer.message);
  error.code = outer.code;
  return error;
}

// Frames of these files never show in stacks.
const hideStackFrames = (fn) => fn;

module.exports = {
  AbortError,
  aggregateTwoErrors,
  codes,
  ConnResetException,
  defineHidden,
  determineSpecificType,
  formatList,
  genericNodeError,
  hideStackFrames,
  kIsNodeError,
  SystemError,
};
