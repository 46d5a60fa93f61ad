// exit: 1
// What a module ends with isn't a rejection that nobody handles: it is printed as it is, and there
// is no event unhandledRejection.
process.on('unhandledRejection', () => console.log('never'));
process.on('exit', (code) => console.log('exit', code));
await null;
throw { custom: 1, list: [1, { a: {} }] };
