// exit: 1
throw Object.setPrototypeOf(new Error('m'), null);
