// mitt: handlers by name and for all names.
import mitt from 'mitt';

const emitter = mitt();
const seen = [];
const onA = (event) => seen.push(['a', event]);
emitter.on('a', onA);
emitter.on('a', onA);
emitter.on('*', (type, event) => seen.push(['*', type, event]));
const symbol = Symbol('s');
emitter.on(symbol, (event) => seen.push([symbol, event]));
emitter.emit('a', { x: 1 });
emitter.emit(symbol, 2);
emitter.emit('unknown');
emitter.off('a', onA);
emitter.emit('a', 'once now');
emitter.off('a');
emitter.emit('a', 'only star');
console.log(seen, emitter.all);
emitter.all.clear();
emitter.emit('a');
console.log(seen.length, mitt(new Map([['x', [console.log]]])).emit('x', 'given map'));
