const EventEmitter = require('events');
const emitter = new EventEmitter();

emitter.on('order', (what) => console.log('baking', what));
console.log('before');
emitter.emit('order', 'bread');
console.log('after');
