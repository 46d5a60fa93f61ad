// exit: 1
throw { get stack() { throw 1; }, toString() { return 'as a string'; } };
