// Buffer() and SlowBuffer() still work, and warn once each.
// stderr: ignore
const { SlowBuffer } = require('buffer');
console.log(Buffer(3), new Buffer('abc'), Buffer([1, 2]), Buffer('6869', 'hex'));
console.log(new SlowBuffer(2).length, SlowBuffer(2).length);
for (const call of [() => Buffer(3, 'utf8'), () => Buffer(), () => Buffer(-1), () => SlowBuffer('a')]) {
  try {
    call();
  } catch (error) {
    console.log(error.code, error.message);
  }
}
