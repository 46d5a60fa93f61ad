// exit: 4
// process.exit() ends at once: nothing that was queued runs, but output is complete.
console.log('before');
process.nextTick(() => console.log('never'));
Promise.resolve().then(() => console.log('never'));
setTimeout(() => console.log('never'), 0);
try {
  process.exit(4);
} finally {
  console.log('never: finally is not run either');
}
