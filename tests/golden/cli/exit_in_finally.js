// exit: 0
// process.exit(0) while an error is on its way: the error is forgotten.
try {
  throw new Error('never reported');
} finally {
  console.log('finally');
  process.exit(0);
}
