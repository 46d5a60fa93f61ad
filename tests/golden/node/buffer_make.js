// Making Buffers: Buffer.from in all its forms, alloc, of, concat, copyBytesFrom; the pool.
// What a call gives, or what it throws.
function show(call) {
  const text = call.toString().slice(6);
  try {
    console.log(text, '->', call());
  } catch (error) {
    console.log(text, '!!', error.name, error.code, error.message);
  }
}

// Strings.
show(() => Buffer.from('héllo'));
show(() => Buffer.from('héllo', 'latin1'));
show(() => Buffer.from('6869zz', 'hex'));
show(() => Buffer.from('aGk', 'base64'));
show(() => Buffer.from('a', 'nope'));
show(() => Buffer.from('', 'nope'));
show(() => Buffer.from('a', null));
show(() => Buffer.from('a\ud800b'));

// Arrays and what is like them.
show(() => Buffer.from([1.9, -1.5, '3', null, undefined, NaN, 256]));
show(() => Buffer.from({ length: 1.5, 0: 3, 1: 4 }));
show(() => Buffer.from({ length: '2' }));
show(() => Buffer.from({ type: 'Buffer', data: [1, 2, 300] }));
show(() => Buffer.from(new Uint16Array([1, 258])));
show(() => Buffer.from(new Float64Array([1.5, 300])));
show(() => Buffer.from([1n]));
show(() => Buffer.from(new BigInt64Array(1)));
show(() => Buffer.from(new Proxy([1, 2], {})));

// Objects that stand for something else.
show(() => Buffer.from(new String('abc')));
show(() => Buffer.from({ [Symbol.toPrimitive]: () => 'x' }));
show(() => Buffer.from({ valueOf: () => null }));
show(() => Buffer.from(new Set([1])));

// An ArrayBuffer is shared, not copied.
show(() => {
  const memory = new ArrayBuffer(4);
  const buffer = Buffer.from(memory, 1, 2);
  buffer.fill(7);
  return new Uint8Array(memory);
});
show(() => Buffer.from(new ArrayBuffer(4), 1, 10));
show(() => Buffer.from(new ArrayBuffer(4), 5));
show(() => Buffer.from(new ArrayBuffer(4), '1', '2'));
show(() => Buffer.from(new ArrayBuffer(4), -1));
show(() => Buffer.from(new SharedArrayBuffer(2)));
show(() => {
  const memory = new ArrayBuffer(4, { maxByteLength: 8 });
  const buffer = Buffer.from(memory);
  memory.resize(8);
  return buffer.length;
});

// Nothing to make one of.
for (const value of [null, undefined, 5, {}, Symbol('s'), true, () => 1, Object.create(null)]) {
  show(() => Buffer.from(value));
}

// alloc fills.
show(() => Buffer.alloc(3));
show(() => Buffer.alloc(1.5));
show(() => Buffer.alloc(5, 'ab'));
show(() => Buffer.alloc(5, 'YWI=', 'base64'));
show(() => Buffer.alloc(4, ''));
show(() => Buffer.alloc(4, 'ab', 'nope'));
show(() => Buffer.alloc(4, 'zz', 'hex'));
show(() => Buffer.alloc(3, new Uint16Array([258])));
show(() => Buffer.alloc(3, true));
show(() => Buffer.alloc(3, 1n));
show(() => Buffer.alloc('1'));
show(() => Buffer.alloc(-1));
show(() => Buffer.alloc(NaN));
show(() => Buffer.alloc(2 ** 53));
show(() => Buffer.allocUnsafe(-1));
show(() => Buffer.allocUnsafeSlow('a'));

// Small ones are parts of one ArrayBuffer.
show(() => Buffer.poolSize);
show(() => Buffer.from('a').buffer === Buffer.allocUnsafe(9).buffer);
show(() => Buffer.allocUnsafe(1).byteOffset % 8);
show(() => Buffer.allocUnsafe(32767).buffer.byteLength);
show(() => Buffer.allocUnsafe(32768).buffer.byteLength);
show(() => Buffer.allocUnsafeSlow(3).buffer.byteLength);
show(() => Buffer.alloc(3).buffer.byteLength);
show(() => Buffer.from('').buffer.byteLength);

show(() => Buffer.of(1, '2', 300, -1));

const parts = [Buffer.from('ab'), new Uint8Array([1]), Buffer.alloc(0)];
show(() => Buffer.concat(parts));
show(() => Buffer.concat(parts, 2));
show(() => Buffer.concat(parts, 5));
show(() => Buffer.concat([]));
show(() => Buffer.concat('ab'));
show(() => Buffer.concat([1]));
show(() => Buffer.concat(parts, -1));
show(() => Buffer.concat(parts, '1'));

const words = new Uint16Array([1, 2, 3]);
show(() => Buffer.copyBytesFrom(words));
show(() => Buffer.copyBytesFrom(words, 1, 1));
show(() => Buffer.copyBytesFrom(words, 3));
show(() => Buffer.copyBytesFrom(words, -1));
show(() => Buffer.copyBytesFrom(words, 0, 1.5));
show(() => Buffer.copyBytesFrom(new DataView(new ArrayBuffer(2))));

// What inherits from Uint8Array makes Buffers again.
const buffer = Buffer.from([1, 2, 3]);
show(() => buffer.map((byte) => byte * 2));
show(() => buffer.filter((byte) => byte > 1));
show(() => new Buffer.prototype.constructor[Symbol.species](2));
show(() => Buffer[Symbol.species](2));
show(() => buffer instanceof Uint8Array && Object.getPrototypeOf(Buffer) === Uint8Array);
show(() => [Buffer.isBuffer(buffer), Buffer.isBuffer(new Uint8Array(1)), Buffer.isBuffer(1)]);
show(() => [buffer.parent === buffer.buffer, buffer.offset === buffer.byteOffset]);
show(() => Buffer.prototype.parent);

// The global is an accessor.
console.log(Object.getOwnPropertyDescriptor(globalThis, 'Buffer').enumerable);
globalThis.Buffer = 1;
console.log(Buffer);
