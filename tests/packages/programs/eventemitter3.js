// eventemitter3: its emitters beside Node's.
const EventEmitter = require('eventemitter3');

const emitter = new EventEmitter();
const log = [];
function onData(...args) { log.push([this === emitter, ...args]); }
emitter.on('data', onData);
emitter.once('data', (x) => log.push(['once', x]));
emitter.on('data', function () { log.push(this.name); }, { name: 'context' });
console.log(emitter.emit('data', 1, 2, 3, 4, 5, 6), emitter.emit('data', 2), emitter.emit('nothing'));
console.log(log, emitter.listenerCount('data'), emitter.eventNames());
emitter.off('data', onData);
emitter.removeListener('data', undefined, { name: 'other' });
console.log(emitter.listeners('data').length, emitter.eventNames());

const symbol = Symbol('event');
emitter.addListener(symbol, (x) => console.log('symbol', x));
emitter.emit(symbol, 5);
console.log(emitter.eventNames(), EventEmitter.prefixed, EventEmitter.EventEmitter === EventEmitter);

class Child extends EventEmitter {
  hello() { return this.emit('hello', this.constructor.name); }
}
const child = new Child();
child.once('hello', console.log);
console.log(child.hello(), child.hello());
emitter.removeAllListeners('data').removeAllListeners();
console.log(emitter.eventNames(), emitter);
for (const name of ['toString', '__proto__', 'constructor']) {
  child.on(name, (x) => console.log(name, x));
  child.emit(name, 'as an event');
}
try {
  child.on('x', 'not a function');
} catch (error) {
  console.log(String(error));
}
const removing = new EventEmitter();
removing.on('e', function first() { removing.off('e', second); console.log('first'); });
function second() { console.log('second'); }
removing.on('e', second);
removing.emit('e');
removing.emit('e');
