// cmd: -
// stdin: console.log('before'); throw new Error('in standard input')
// exit: 1
// The place is [stdin].
