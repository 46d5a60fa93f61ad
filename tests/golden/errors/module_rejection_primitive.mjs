// exit: 1
throw 'a text';
