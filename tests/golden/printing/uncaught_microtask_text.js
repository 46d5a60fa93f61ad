// exit: 1
queueMicrotask(() => { throw 'text'; });
