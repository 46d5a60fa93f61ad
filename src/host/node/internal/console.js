// The class Console: https://nodejs.org/api/console.html#class-console
//
// The global console is Rust's (host/console); this is for consoles over other streams. What they
// print has the same words: tables and durations are drawn there.

const {
  codes: { ERR_CONSOLE_WRITABLE_STREAM, ERR_INCOMPATIBLE_OPTION_PAIR },
} = require('internal/errors');
const { validateInteger, validateObject, validateOneOf } = require('internal/validators');
const { formatWithOptions, inspect } = internalBinding('inspect');
const binding = internalBinding('console');
const globalConsole = binding.console;

const MOST_INDENTATION = 1000;

const kCounts = Symbol('counts');
const kColorMode = Symbol('kColorMode');
const kIsConsole = Symbol('kIsConsole');
const kGroupIndentWidth = Symbol('kGroupIndentWidth');
const kGroupIndentationString = Symbol('kGroupIndentationString');
const kWriteToConsole = Symbol('kWriteToConsole');
const kGetInspectOptions = Symbol('kGetInspectOptions');
const kFormatForStdout = Symbol('kFormatForStdout');
const kFormatForStderr = Symbol('kFormatForStderr');
const kBindStreamsEager = Symbol('kBindStreamsEager');
const kBindStreamsLazy = Symbol('kBindStreamsLazy');
const kBindProperties = Symbol('kBindProperties');

// For a console that was given options for inspection: these, by stream.
const optionsOf = new WeakMap();

class SafeMap extends Map {}

const noop = () => {};

const hidden = (object, key, value) => ObjectDefineProperty(object, key, {
  __proto__: null, value, writable: true, enumerable: false, configurable: true,
});

function isMap(value) {
  return internalBinding('types').isMap(value);
}

function Console(options /* or: stdout, stderr, ignoreErrors = true */) {
  if (new.target === undefined) return ReflectConstruct(Console, arguments);
  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  }
  const {
    stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto', inspectOptions,
    groupIndentation,
  } = options;
  if (!stdout || typeof stdout.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stdout');
  if (!stderr || typeof stderr.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stderr');
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) {
    validateInteger(groupIndentation, 'groupIndentation', 0, MOST_INDENTATION);
  }
  if (inspectOptions !== undefined) {
    validateObject(inspectOptions, 'options.inspectOptions');
    const byStream = isMap(inspectOptions) ? inspectOptions :
      new Map([[stdout, inspectOptions], [stderr, inspectOptions]]);
    MapPrototypeForEach(byStream, ({ colors }) => {
      if (colors !== undefined && options.colorMode !== undefined) {
        throw new ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode');
      }
    });
    WeakMapPrototypeSet(optionsOf, this, byStream);
  }
  // Methods of a subclass count too, so the bound ones are those of the instance.
  const names = ObjectKeys(Console.prototype);
  for (let i = 0; i < names.length; i++) {
    const bound = FunctionPrototypeBind(this[names[i]], this);
    ObjectDefineProperty(bound, 'name', { __proto__: null, value: names[i], configurable: true });
    this[names[i]] = bound;
  }
  this[kBindStreamsEager](stdout, stderr);
  this[kBindProperties](ignoreErrors, colorMode, groupIndentation);
}

// An error that comes after `write` has returned is dropped too, where nobody listens.
const lateErrors = (self, stream) => (error) => {
  if (error === null || error === undefined) return;
  const target = self[stream];
  if (target._writableState?.errorEmitted) return;
  if (target.listenerCount('error') === 0) target.once('error', noop);
};

const internals = {
  [kBindStreamsEager](stdout, stderr) {
    hidden(this, '_stdout', stdout);
    hidden(this, '_stderr', stderr);
  },

  [kBindStreamsLazy](object) {
    const bind = (name, from) => {
      let stream;
      ObjectDefineProperty(this, name, {
        __proto__: null, enumerable: false, configurable: true,
        get: () => (stream ||= object[from]),
        set(value) {
          stream = value;
        },
      });
    };
    bind('_stdout', 'stdout');
    bind('_stderr', 'stderr');
  },

  [kBindProperties](ignoreErrors, colorMode, groupIndentation = 2) {
    hidden(this, '_stdoutErrorHandler', lateErrors(this, '_stdout'));
    hidden(this, '_stderrErrorHandler', lateErrors(this, '_stderr'));
    hidden(this, '_ignoreErrors', !!ignoreErrors);
    hidden(this, '_times', new SafeMap());
    hidden(this, kCounts, new Map());
    hidden(this, kColorMode, colorMode);
    hidden(this, kIsConsole, true);
    hidden(this, kGroupIndentWidth, groupIndentation);
    hidden(this, kGroupIndentationString, '');
    ObjectDefineProperty(this, SymbolToStringTag, {
      __proto__: null, value: 'console', writable: false, enumerable: false, configurable: true,
    });
  },

  [kWriteToConsole](toStdout, text) {
    const indentation = this[kGroupIndentationString];
    if (indentation !== '') {
      text = indentation + StringPrototypeReplaceAll(text, '\n', `\n${indentation}`);
    }
    text += '\n';
    const stream = toStdout ? this._stdout : this._stderr;
    if (this._ignoreErrors === false) return stream.write(text);
    try {
      if (stream.listenerCount('error') === 0) stream.once('error', noop);
      stream.write(text, toStdout ? this._stdoutErrorHandler : this._stderrErrorHandler);
    } catch (error) {
      // Only that the stack is used up is told.
      if (binding.isStackOverflow(error)) throw error;
    } finally {
      stream.removeListener('error', noop);
    }
    return undefined;
  },

  [kGetInspectOptions](stream) {
    let colors = this[kColorMode];
    if (colors === 'auto') colors = require('internal/util/colors').shouldColorize(stream);
    const given = WeakMapPrototypeGet(optionsOf, this);
    const options = given && MapPrototypeGet(given, stream);
    if (!options) return colors ? { colors: true } : {};
    if (options.colors === undefined) options.colors = colors;
    return options;
  },

  [kFormatForStdout](args) {
    return ReflectApply(formatWithOptions, null, prepended(this[kGetInspectOptions](this._stdout), args));
  },

  [kFormatForStderr](args) {
    return ReflectApply(formatWithOptions, null, prepended(this[kGetInspectOptions](this._stderr), args));
  },
};

function prepended(first, list) {
  const all = [first];
  for (let i = 0; i < list.length; i++) ArrayPrototypePush(all, list[i]);
  return all;
}

// Diagnostics channels: subscribers are given the arguments before they are formatted.
let channels;
function publish(name, args) {
  channels ??= new Map();
  let channel = MapPrototypeGet(channels, name);
  if (channel === undefined) {
    channel = require('diagnostics_channel').channel(`console.${name}`);
    MapPrototypeSet(channels, name, channel);
  }
  if (channel.hasSubscribers) channel.publish(args);
}

const printers = (name, toStdout) => ({
  [name](...args) {
    publish(name, args);
    const format = toStdout ? kFormatForStdout : kFormatForStderr;
    this[kWriteToConsole](toStdout, this[format](args));
  },
})[name];

const warn = (text) => require('process').emitWarning(text);

const now = () => internalBinding('performance').performance.now();

function elapsed(self, label, method, args) {
  const started = MapPrototypeGet(self._times, label);
  if (started === undefined) {
    warn(`No such label '${label}' for console.${method}()`);
    return false;
  }
  const text = binding.formatDuration(now() - started);
  if (args === undefined) self.log('%s: %s', label, text);
  else self.log('%s: %s', label, text, ...args);
  return true;
}

const methods = {
  log: printers('log', true),
  info: printers('info', true),
  debug: printers('debug', true),
  warn: printers('warn', false),
  error: printers('error', false),

  dir(object, options) {
    const shown = {
      customInspect: false, ...this[kGetInspectOptions](this._stdout), ...options,
    };
    this[kWriteToConsole](true, inspect(object, shown));
  },

  time(label = 'default') {
    label = `${label}`;
    if (MapPrototypeHas(this._times, label)) {
      warn(`Label '${label}' already exists for console.time()`);
      return;
    }
    MapPrototypeSet(this._times, label, now());
  },

  timeEnd(label = 'default') {
    label = `${label}`;
    if (elapsed(this, label, 'timeEnd')) MapPrototypeDelete(this._times, label);
  },

  timeLog(label = 'default', ...data) {
    elapsed(this, `${label}`, 'timeLog', data);
  },

  trace: function trace(...args) {
    const error = { name: 'Trace', message: this[kFormatForStderr](args) };
    ErrorCaptureStackTrace(error, trace);
    this.error(error.stack);
  },

  assert(expression, ...args) {
    if (expression) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else ArrayPrototypeUnshift(args, 'Assertion failed');
    ReflectApply(this.warn, this, args);
  },

  clear() {
    if (this._stdout.isTTY && require('process').env.TERM !== 'dumb') {
      this._stdout.write('\x1b[1;1H');
      this._stdout.write('\x1b[0J');
    }
  },

  count(label = 'default') {
    label = `${label}`;
    const count = (MapPrototypeGet(this[kCounts], label) ?? 0) + 1;
    MapPrototypeSet(this[kCounts], label, count);
    this.log(`${label}: ${count}`);
  },

  countReset(label = 'default') {
    label = `${label}`;
    if (!MapPrototypeDelete(this[kCounts], label)) warn(`Count for '${label}' does not exist`);
  },

  group(...data) {
    if (data.length > 0) ReflectApply(this.log, this, data);
    this[kGroupIndentationString] += StringPrototypeRepeat(' ', this[kGroupIndentWidth]);
  },

  groupEnd() {
    const { length } = this[kGroupIndentationString];
    const left = length - this[kGroupIndentWidth];
    this[kGroupIndentationString] = StringPrototypeSlice(this[kGroupIndentationString], 0, left);
  },

  table(tabularData, properties) {
    const options = this[kGetInspectOptions](this._stdout);
    const text = binding.table(tabularData, properties, !!options.colors);
    this.log(text === undefined ? tabularData : text);
  },
};

const prototype = {
  log: methods.log, info: methods.info, debug: methods.debug, warn: methods.warn,
  error: methods.error, dir: methods.dir, time: methods.time, timeEnd: methods.timeEnd,
  timeLog: methods.timeLog, trace: methods.trace, assert: methods.assert, clear: methods.clear,
  count: methods.count, countReset: methods.countReset, group: methods.group,
  groupEnd: methods.groupEnd, table: methods.table, dirxml: methods.log,
  groupCollapsed: methods.group,
};
const names = ObjectKeys(prototype);
for (let i = 0; i < names.length; i++) Console.prototype[names[i]] = prototype[names[i]];
const keys = ObjectGetOwnPropertySymbols(internals);
for (let i = 0; i < keys.length; i++) {
  hidden(Console.prototype, keys[i], internals[keys[i]]);
  hidden(globalConsole, keys[i], internals[keys[i]]);
}
hidden(globalConsole, kCounts, new Map());
hidden(globalConsole, kColorMode, 'auto');
hidden(globalConsole, kIsConsole, true);
hidden(globalConsole, kGroupIndentWidth, 2);
hidden(globalConsole, kGroupIndentationString, '');
// As in Node, the tag comes last.
const tag = ObjectGetOwnPropertyDescriptor(globalConsole, SymbolToStringTag);
if (tag?.configurable) {
  delete globalConsole[SymbolToStringTag];
  ObjectDefineProperty(globalConsole, SymbolToStringTag, tag);
}

ObjectDefineProperty(Console, SymbolHasInstance, {
  __proto__: null,
  value: {
    [SymbolHasInstance](instance) {
      return instance?.[kIsConsole] === true || FunctionPrototypeSymbolHasInstance(this, instance);
    },
  }[SymbolHasInstance],
});

function createTask(name) {
  if (typeof name !== 'string' || name === '') {
    throw new Error('First argument must be a non-empty string.');
  }
  return {
    run(run) {
      if (typeof run !== 'function') throw new Error('First argument must be a function.');
      return run();
    },
  };
}
ObjectDefineProperty(createTask, 'length', { __proto__: null, value: 0, configurable: true });

const OF_CONTEXT = [
  'dir', 'dirXml', 'table', 'groupEnd', 'clear', 'count', 'countReset', 'profile', 'profileEnd',
  'debug', 'error', 'info', 'log', 'warn', 'trace', 'group', 'groupCollapsed', 'assert', 'time',
  'timeLog', 'timeEnd', 'timeStamp',
];

// The inspector's console, which prints nothing without one.
function context(_name) {
  const made = {};
  for (let i = 0; i < OF_CONTEXT.length; i++) {
    made[OF_CONTEXT[i]] = { [OF_CONTEXT[i]]() {} }[OF_CONTEXT[i]];
  }
  return made;
}

module.exports = { Console, _times: new SafeMap(), context, createTask, publish };
