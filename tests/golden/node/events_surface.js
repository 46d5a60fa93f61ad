// What the module `events` has, and what an emitter looks like.
const EventEmitter = require('events');

const describe = (object) => Reflect.ownKeys(object).map((key) => {
  const { value, get, set, enumerable, writable, configurable } =
    Object.getOwnPropertyDescriptor(object, key);
  const what = get ? `get${set ? ' set' : ''}` :
    typeof value === 'function' ? `function ${value.name}/${value.length}` : typeof value;
  return `  ${String(key)}: ${what} ${enumerable ? 'e' : ''}${writable ? 'w' : ''}${configurable ? 'c' : ''}`;
}).join('\n');

console.log(describe(EventEmitter));
console.log(describe(EventEmitter.prototype));
console.log(EventEmitter === require('node:events').EventEmitter);
console.log(EventEmitter.prototype.on === EventEmitter.prototype.addListener);

const emitter = new EventEmitter();
console.log(emitter);
console.log(describe(emitter));
emitter.on('a', function first() {}).once('a', function second() {}).on(Symbol('b'), () => {});
console.log(emitter._events, emitter._eventsCount);
console.log(emitter.eventNames(), emitter.listeners('a'), emitter.rawListeners('a'));
console.log(Object.keys(new (class A extends EventEmitter {})()));

// Without `new`, in the manner of before classes.
function Old() {
  EventEmitter.call(this);
}
Object.setPrototypeOf(Old.prototype, EventEmitter.prototype);
const old = new Old();
console.log(old instanceof EventEmitter, old.on('x', console.log).emit('x', 1, 2, 3, 4, 5));
const mixed = Object.assign({}, EventEmitter.prototype);
mixed.on('y', (value) => console.log('mixed', value));
console.log(mixed.emit('y', 1), mixed.emit('z'));
