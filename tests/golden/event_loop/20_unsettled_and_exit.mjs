// exit: 13
// stderr: ignore
// An unsettled top-level await is warned of before the exit event, which gets 13; the code stays so.
process.on('beforeExit', (code) => console.log('beforeExit', code, process.exitCode));
process.on('exit', (code) => {
  console.log('exit', code, process.exitCode);
  process.exitCode = undefined;
});
console.log('body');
await new Promise(() => {});
