// The memory that small Buffers share can't be taken away from them.
const one = Buffer.from('one');
const pool = one.buffer;
const { port1 } = new MessageChannel();
for (const call of [
  () => structuredClone(one, { transfer: [pool] }),
  () => port1.postMessage(one, [pool]),
  () => pool.transfer(),
  () => pool.transferToFixedLength(),
]) {
  try {
    call();
  } catch (error) {
    console.log(error.name, error.message);
  }
}
console.log(one.toString(), pool.byteLength, structuredClone(one));
