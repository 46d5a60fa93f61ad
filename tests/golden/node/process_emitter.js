// `process` is an emitter in full, with the listeners that there are from the start.
const names = process.eventNames();
console.log(names, process._eventsCount === names.length, Object.getPrototypeOf(process._events));
process.on('newListener', (name, { name: of }) => name === 'tea' && console.log('new', of));
process.on('removeListener', (name) => name === 'tea' && console.log('removed'));
function a() { console.log('a', ...arguments); }
function b() { console.log('b', this === process); }
process.on('tea', a);
process.prependListener('tea', b);
process.once('tea', a);
console.log(process.listeners('tea'), process.rawListeners('tea').length);
console.log(process.listenerCount('tea'), process.listenerCount('tea', a));
console.log(process.emit('tea', 1, 2), process.emit('coffee'));
process.off('tea', b);
console.log(process.emit('tea'));
process.removeAllListeners('tea');
console.log(process.eventNames().includes('tea'), process._events.tea);
console.log(process.getMaxListeners(), process.setMaxListeners(2) === process);
console.log(process.getMaxListeners());
try {
  process.emit('error', new RangeError('thrown where nobody listens'));
} catch (error) {
  console.log(`${error}`);
}
try {
  process.on('x', 5);
} catch ({ code, message }) {
  console.log(code, message);
}
process.on('warning', (warning) => {
  console.log(warning.name, warning.count, warning.type, warning.emitter === process);
});
for (let i = 0; i < 3; i++) process.on('leak', () => {});
