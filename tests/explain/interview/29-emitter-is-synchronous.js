const { EventEmitter, once } = require('events');
const emitter = new EventEmitter();

once(emitter, 'ready').then(() => console.log('once resolved'));
emitter.on('ready', () => {
  console.log('listener 1');
  process.nextTick(() => console.log('tick'));
});
emitter.on('ready', () => console.log('listener 2'));
emitter.emit('ready');
console.log('after emit');
