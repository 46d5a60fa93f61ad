// cmd: none
// stdin: @file
// So does no file at all, when input is piped.
console.log('piped');
setTimeout(() => console.log('timer'), 1);
