// exit: 1
// Thrown values that are no errors are shown by themselves.
console.log('before');
throw 'just a string';
