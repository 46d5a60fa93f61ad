// The handler gets the error and its origin; several handlers run in order; once() is gone afterwards.
process.once('uncaughtException', (e, origin) => console.log('once', e, origin));
process.on('uncaughtException', (e, origin) => console.log('on', e, origin));
setTimeout(() => { throw 'a string'; }, 1);
setTimeout(() => { throw undefined; }, 10);
setTimeout(() => Promise.reject(null), 20);
setTimeout(() => queueMicrotask(() => { throw 42; }), 30);
setTimeout(() => process.nextTick(() => { throw { an: 'object' }; }), 40);
setTimeout(() => console.log('still alive'), 50);
