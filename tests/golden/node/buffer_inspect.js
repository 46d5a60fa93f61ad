// How Buffers are shown.
// stderr: ignore
const buffer = Buffer.from('hi');
console.log(buffer, [buffer], { buffer });
console.log(Buffer.alloc(0), Buffer.alloc(50).fill(1), Buffer.alloc(51), Buffer.alloc(60));
console.log(`${buffer}`, String(buffer), buffer + '!');

buffer.name = 'x';
buffer[Symbol('s')] = { deep: [1, { deeper: {} }] };
console.log(buffer);
const empty = Buffer.alloc(0);
empty.only = true;
console.log(empty);
Object.defineProperty(empty, 'hidden', { value: 1 });
console.dir(empty, { showHidden: true });
console.log(buffer.inspect());

class Derived extends Buffer {}
const derived = new Derived('ab');
console.log(derived, derived instanceof Derived);
Object.setPrototypeOf(derived, Derived.prototype);
console.log(derived);
console.log(Object.setPrototypeOf(Buffer.from('a'), null));

const buffers = require('buffer');
buffers.INSPECT_MAX_BYTES = 2;
console.log(Buffer.from('abc'), Buffer.from('abcd'));
try {
  buffers.INSPECT_MAX_BYTES = -1;
} catch (error) {
  console.log(error.message);
}
try {
  buffers.INSPECT_MAX_BYTES = 'a';
} catch (error) {
  console.log(error.message);
}
buffers.INSPECT_MAX_BYTES = Infinity;
console.log(Buffer.alloc(60));
