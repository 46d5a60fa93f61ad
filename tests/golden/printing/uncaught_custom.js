// exit: 1
throw { a: 1, [Symbol.for('nodejs.util.inspect.custom')]() { return 'not called'; } };
