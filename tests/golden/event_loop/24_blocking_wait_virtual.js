// args: --clock=virtual
// With a virtual clock a wait that blocks lets its time pass at once; what is due then comes after.
const ints = new Int32Array(new SharedArrayBuffer(4));
setTimeout(() => console.log('timer'), 20);
const before = Date.now();
console.log(Atomics.wait(ints, 0, 0, 50), Atomics.wait(ints, 0, 1, 50));
const passed = Date.now() - before;
console.log(passed >= 50 && passed < 80);
setImmediate(() => console.log('immediate'));
