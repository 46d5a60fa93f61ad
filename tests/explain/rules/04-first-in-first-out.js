const ready = Promise.resolve();

ready.then(() => console.log('a'));
queueMicrotask(() => console.log('b'));
ready.then(() => console.log('c'));
