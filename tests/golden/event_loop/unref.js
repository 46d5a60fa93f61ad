// args: --clock=virtual
// Unreferenced timers and immediates don't keep the process alive, but run if it lives.
setTimeout(() => console.log('never'), 1000).unref();
setInterval(() => console.log('never'), 1000).unref();
setTimeout(() => console.log('an unreferenced timer that is due in time'), 100).unref();
setTimeout(() => console.log('the last referenced timer'), 160);
setImmediate(() => console.log('an unreferenced immediate beside a referenced one')).unref();
setImmediate(() => console.log('immediate'));

// ref() takes it back.
const t = setTimeout(() => console.log('referenced again'), 220);
t.unref().ref();
process.on('exit', () => console.log('exit'));
