// Several buffers as one: for `readv` and `writev`.

const { bytesOf } = require('internal/fs/utils');

function totalOf(buffers) {
  let total = 0;
  for (let i = 0; i < buffers.length; i++) total += buffers[i].byteLength;
  return total;
}

function gather(buffers) {
  if (buffers.length === 1) return bytesOf(buffers[0]);
  const all = new Uint8Array(totalOf(buffers));
  let at = 0;
  for (let i = 0; i < buffers.length; i++) {
    TypedArrayPrototypeSet(all, bytesOf(buffers[i]), at);
    at += buffers[i].byteLength;
  }
  return all;
}

function scatter(buffers, bytes) {
  let at = 0;
  for (let i = 0; i < buffers.length && at < bytes.length; i++) {
    const length = MathMin(buffers[i].byteLength, bytes.length - at);
    TypedArrayPrototypeSet(bytesOf(buffers[i]), TypedArrayPrototypeSubarray(bytes, at, at + length));
    at += length;
  }
}

module.exports = { gather, scatter, totalOf };
