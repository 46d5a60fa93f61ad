// What is done before a program, as options ask for it: https://nodejs.org/api/cli.html

const binding = internalBinding('process');
const { process } = binding;

function launch(settings) {
  const { requires, envTexts, switches, title, proto, stackTraceLimit, exposesGc } = settings;
  if (envTexts.length > 0) setVariables(envTexts);
  if (title !== undefined) process.title = title;
  for (let i = 0; i < switches.length; i++) show(switches[i], true);
  if (stackTraceLimit !== undefined) Error.stackTraceLimit = stackTraceLimit;
  if (proto !== undefined) takeProto(proto);
  if (exposesGc) {
    ObjectDefineProperty(globalThis, 'gc', {
      __proto__: null, value: gc, writable: true, enumerable: true, configurable: false,
    });
  }
  if (requires.length > 0) {
    show('_preload_modules', requires);
    require('module')._preloadModules(requires);
  }
}

// A property of process that tells of an option.
function show(name, value) {
  ObjectDefineProperty(process, name, {
    __proto__: null, value, writable: false, enumerable: true, configurable: true,
  });
}

// Of several files the last counts, and what was in the environment before all of them.
function setVariables(texts) {
  const { parse } = require('internal/dotenv');
  const found = { __proto__: null };
  for (let i = 0; i < texts.length; i++) ObjectAssign(found, parse(texts[i]));
  const names = ObjectKeys(found);
  for (let i = 0; i < names.length; i++) {
    if (process.env[names[i]] === undefined) process.env[names[i]] = found[names[i]];
  }
}

function takeProto(mode) {
  const { prototype } = Object;
  if (mode === 'delete') {
    delete prototype.__proto__;
    return;
  }
  function refuse() {
    throw require('internal/errors').genericNodeError(
      'Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw',
      { code: 'ERR_PROTO_ACCESS' });
  }
  ObjectDefineProperty(prototype, '__proto__', {
    __proto__: null, get: refuse, set: refuse, enumerable: false, configurable: false,
  });
}

const { gc } = {
  gc(...given) {
    const options = given[0];
    binding.collect();
    if (options !== null && typeof options === 'object' && options.execution === 'async') {
      return PromiseResolve(undefined);
    }
  },
};

const REJECTION = 'UnhandledPromiseRejectionWarning';

// Tells of a rejection that nobody handled.
function warnOfRejection(reason, number) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const warning = new Error(
    'Unhandled promise rejection. This error originated either by throwing inside of an async ' +
    'function without a catch block, or by rejecting a promise which was not handled with ' +
    '.catch(). To terminate the node process on unhandled promise rejection, use the CLI flag ' +
    '`--unhandled-rejections=strict` (see ' +
    'https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). ' +
    `(rejection id: ${number})`);
  Error.stackTraceLimit = stackTraceLimit;
  warning.name = REJECTION;
  let text;
  try {
    if (typeof reason?.stack === 'string') {
      warning.stack = reason.stack;
      text = reason.stack;
    } else {
      text = binding.textOf(reason);
    }
  } catch {
    text = undefined;
  }
  if (text !== undefined) process.emitWarning(text, REJECTION);
  process.emitWarning(warning);
}

module.exports = { launch, warnOfRejection };
