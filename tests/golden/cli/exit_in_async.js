// exit: 6
// From an async function, with the code that was set before.
process.exitCode = 6;
(async () => {
  await null;
  console.log('exiting');
  process.exit();
})();
setTimeout(() => console.log('never'), 5);
