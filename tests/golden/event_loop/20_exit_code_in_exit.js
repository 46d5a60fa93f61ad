// exit: 5
// process.exitCode set in an exit handler wins.
process.on('exit', (code) => { console.log('first', code); process.exitCode = 5; });
process.on('exit', (code) => console.log('second', code, process.exitCode));
process.exitCode = 2;
