// exit: 1
queueMicrotask(() => { throw { a: 1 }; });
