// stderr: ignore
// Adding, calling and removing listeners.
const EventEmitter = require('events');

const emitter = new EventEmitter();
emitter.on('newListener', (name, fn) => console.log('+', name, fn.name));
emitter.on('removeListener', (name, fn) => console.log('-', name, fn.name));
const a = function a(...args) { console.log('a', this === emitter, args); };
const b = () => console.log('b');
emitter.on('x', a).prependListener('x', b).once('x', function c() { console.log('c'); });
emitter.prependOnceListener('x', function d() { console.log('d'); });
console.log(emitter.emit('x'), emitter.emit('x', 1), emitter.emit('x', 1, 2));
emitter.emit('x', 1, 2, 3);
emitter.emit('x', 1, 2, 3, 4, 5);
console.log(emitter.listenerCount('x'), emitter.listenerCount('x', a), emitter.listenerCount('y'));
emitter.off('x', b).off('x', b);
console.log(emitter.emit('x', 'only a'), emitter.emit('nothing'));
emitter.removeAllListeners('x');
emitter.removeAllListeners();
console.log(emitter.eventNames());

// The list of one emit is the one from its beginning.
const other = new EventEmitter();
other.on('e', () => {
  console.log('first');
  other.off('e', second).on('e', () => console.log('late'));
});
function second() { console.log('second'); }
other.on('e', second);
other.emit('e');
other.emit('e');

// Errors.
const attempt = (fn) => {
  try {
    console.log(fn());
  } catch (error) {
    console.log(error.name, error.code, error.message, Object.keys(error), error.context);
  }
};
attempt(() => other.emit('error', new RangeError('thrown')));
attempt(() => other.emit('error'));
attempt(() => other.emit('error', { a: 1 }));
attempt(() => other.emit('error', 'text'));
attempt(() => other.on('e', 5));
attempt(() => other.once('e', null));
attempt(() => other.off('e', 'f'));
attempt(() => other.setMaxListeners(-1));
attempt(() => other.setMaxListeners('1'));
attempt(() => { EventEmitter.defaultMaxListeners = NaN; });
attempt(() => { EventEmitter.captureRejections = 1; });
attempt(() => new EventEmitter({ captureRejections: 1 }));
attempt(() => EventEmitter.getEventListeners({}, 'x'));
attempt(() => EventEmitter.setMaxListeners(1, {}));
attempt(() => EventEmitter.addAbortListener());
attempt(() => EventEmitter.on(other, 'x', { signal: 1 }));
attempt(() => EventEmitter.on({}, 'x'));
other.on(EventEmitter.errorMonitor, (error) => console.log('monitor', error.message));
attempt(() => other.emit('error', new Error('watched')));
other.on('error', (error) => console.log('handled', error.message));
attempt(() => other.emit('error', new Error('watched')));

// Too many listeners: one warning for each event.
process.on('warning', ({ name, message, emitter, type, count }) => {
  console.log(name, message, emitter === many, type, count);
});
const many = new EventEmitter();
for (let i = 0; i < 12; i++) many.on('leak', () => {});
many.setMaxListeners(1).on('few', () => {}).on('few', () => {});
console.log(many.getMaxListeners(), EventEmitter.getMaxListeners(other), EventEmitter.defaultMaxListeners);
