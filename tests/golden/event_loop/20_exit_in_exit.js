// exit: 4
// process.exit() inside an exit handler skips the later handlers.
process.on('exit', (code) => { console.log('first', code); process.exit(4); });
process.on('exit', () => console.log('never'));
