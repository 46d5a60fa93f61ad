// exit: 1
// An object is inspected.
throw { code: 7, nested: { list: [1, 2] } };
