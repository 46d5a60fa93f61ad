// exit: 1
// A package.json that isn't JSON stops all that belongs to it, but not a file whose name says what it is.
console.log('never');
