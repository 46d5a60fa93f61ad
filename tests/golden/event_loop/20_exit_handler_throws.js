// exit: 7
// stderr: ignore
// An uncaughtException handler that throws ends the process with 7.
process.on('uncaughtException', () => { console.log('handler'); throw new Error('again'); });
process.on('exit', (code) => console.log('exit', code));
throw new Error('first');
