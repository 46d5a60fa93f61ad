// exit: 1
// A rejection with no error is wrapped in one.
Promise.reject('only a string');
