// The host's objects, whose first use is an unusual one.
const { log } = console;
const flags = (object, key) => {
  const own = Object.getOwnPropertyDescriptor(object, key);
  return own && ['writable', 'enumerable', 'configurable', 'get', 'set'].filter((flag) => own[flag]).join(' ');
};
log(flags(globalThis, 'console'), '|', flags(console, 'table'), '|', Object.getPrototypeOf(Object.getPrototypeOf(console)) === Object.prototype);
log(delete console.table, 'table' in console, typeof console.table, typeof console.error);
console.warn = (text) => log('mine:', text);
console.warn('a warning');
log(flags(globalThis, 'setTimeout'), '|', flags(globalThis, 'queueMicrotask'), '|', flags(globalThis, 'performance') !== undefined);
log(delete globalThis.setImmediate, typeof setImmediate, typeof clearImmediate, Object.keys(globalThis).includes('setImmediate'));

// process: its keys first, then what they say.
log(['version', 'arch', 'platform', 'argv', 'env', 'pid', 'nextTick', 'exit', 'cwd'].every((key) => Object.keys(process).includes(key)));
log(flags(process, 'exitCode'), '|', flags(process, 'env'), '|', Object.prototype.toString.call(process));
log(Object.hasOwn(process, 'on'), 'on' in process, Object.getPrototypeOf(process).constructor.name);
process.env.ADDED = 'added';
log(process.env.ADDED, delete process.env.ADDED, 'ADDED' in process.env, typeof process.env.PATH);
log(Object.keys(process.env).includes('PATH'), JSON.stringify(process.env).includes('"PATH"'));

// What the timers hand out.
const timeout = setTimeout(() => {}, 1);
const prototype = Object.getPrototypeOf(timeout);
log(prototype.constructor.name, Object.hasOwn(prototype, 'unref'), timeout.unref() === timeout);
prototype.hasRef = () => 'mine';
log(timeout.hasRef(), setTimeout(() => {}, 1).hasRef());
log(process.exitCode, (process.exitCode = 3, process.exitCode), (process.exitCode = undefined));
process.on('exit', (code) => log('exit', code));
