// exit: 1
throw Object.assign(new Error('m'), { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } });
