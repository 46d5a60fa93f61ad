// exit: 1
throw Object.assign(new Error('m'), { name: Symbol('x') });
