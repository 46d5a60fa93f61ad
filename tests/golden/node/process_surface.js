// The property list of `process`, in its order, with what kind each is.
const own = [];
for (const key of Object.getOwnPropertyNames(process)) {
  // Node has it with `--permission` only.
  if (key === 'permission') continue;
  const { get, set, value, writable, enumerable, configurable } =
    Object.getOwnPropertyDescriptor(process, key);
  const flags = (writable ? 'w' : '-') + (enumerable ? 'e' : '-') + (configurable ? 'c' : '-');
  const what = get ? (set ? 'get/set' : 'get') :
    typeof value === 'function' ? `function ${value.name}/${value.length}` : typeof value;
  own.push(`${key} ${flags} ${what}`);
}
console.log(own.join('\n'));

const EventEmitter = require('events');
const above = Object.getPrototypeOf(process);
console.log(Reflect.ownKeys(above), above.constructor.name);
console.log(Object.getPrototypeOf(above) === EventEmitter.prototype);
console.log(process instanceof EventEmitter, process instanceof process.constructor);
console.log(process.on === EventEmitter.prototype.on, process.on === process.addListener);
console.log(Reflect.ownKeys(EventEmitter.prototype));
console.log(Object.prototype.toString.call(process), String(process));
console.log(process.exitCode, process.domain, process.execArgv, process._exiting);
