// process is an event emitter: on, once, off, emit, listenerCount.
const listener = (...args) => console.log('custom', args);
process.on('custom', listener);
process.once('custom', () => console.log('once'));
console.log(process.emit('custom', 1, 2), process.emit('custom', 3), process.emit('nobody'));
console.log(process.listenerCount('custom'), process.listeners('custom')[0] === listener);
console.log(process.off('custom', listener) === process, process.listenerCount('custom'), process.emit('custom'));
process.on('order', () => console.log('second'));
process.prependListener('order', () => console.log('first'));
process.addListener('order', () => console.log('third'));
process.emit('order');
process.removeAllListeners('order');
console.log(process.emit('order'), process.eventNames().includes('order'));
