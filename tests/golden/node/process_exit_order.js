// What comes at the end, in its order, and through functions that a program has replaced.
process.on('exit', (code) => console.log('exit', code, process.exitCode, process._exiting));
process.on('beforeExit', (code) => {
  console.log('beforeExit', code);
  process.exitCode = 3;
  const { reallyExit } = process;
  process.reallyExit = (code) => {
    console.log('reallyExit', code);
    Reflect.apply(reallyExit, process, [0]);
  };
  process.exit();
});
const { emit } = process;
process.emit = function(name, ...args) {
  if (name.endsWith('xit')) console.log('emit', name, ...args);
  return Reflect.apply(emit, this, [name, ...args]);
};
process.finalization.registerBeforeExit({ name: 'held' }, (object, event) => {
  console.log(typeof object, event);
});
process.nextTick((...args) => console.log(...args), 1, 2);
