// A pending promise keeps nothing alive: in CommonJS the process just ends with 0.
process.on('exit', (code) => console.log('exit', code));
(async () => {
  console.log('waits');
  await new Promise(() => {});
  console.log('never');
})();
