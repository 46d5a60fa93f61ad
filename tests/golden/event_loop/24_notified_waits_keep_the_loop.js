// Once it is notified a wait keeps the loop going until its promise's handlers ran.
const ints = new Int32Array(new SharedArrayBuffer(4));
Atomics.waitAsync(ints, 0, 0).value.then((how) => {
  console.log(how);
  return Atomics.waitAsync(ints, 0, 1).value;
}).catch(console.error).then((how) => console.log(how));
process.on('beforeExit', () => console.log('beforeExit'));
console.log(Atomics.notify(ints, 0));
