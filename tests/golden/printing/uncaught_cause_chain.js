// exit: 1
throw new Error('outer', { cause: new TypeError('middle', { cause: { plain: [1, [2, [3, [4]]]] } }) });
