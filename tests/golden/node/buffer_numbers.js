// Numbers in Buffers: all sizes, both byte orders, and what is said of offsets and values.
// What a call gives, or what it throws.
function show(call) {
  const text = call.toString().slice(6);
  try {
    console.log(text, '->', call());
  } catch (error) {
    console.log(text, '!!', error.name, error.code, error.message);
  }
}

const bytes = Buffer.from([0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x01]);
for (const name of Object.keys(Buffer.prototype).filter((key) => /^read/.test(key))) {
  const sized = /[Ii]nt(LE|BE)$/.test(name);
  if (!sized) {
    console.log(name, bytes[name](), bytes[name](1));
    continue;
  }
  const all = [1, 2, 3, 4, 5, 6].map((size) => bytes[name](1, size));
  console.log(name, ...all);
}

const values = { Int8: -2, UInt8: 200, Int16: -300, UInt16: 65000, Int32: -70000, UInt32: 4e9 };
for (const name of Object.keys(Buffer.prototype).filter((key) => /^write./.test(key))) {
  const target = Buffer.alloc(10);
  const kind = name.replace(/^write|LE$|BE$/g, '').replace('Uint', 'UInt');
  if (/Int$/.test(kind)) {
    const ends = [1, 2, 3, 4, 5, 6].map((size) => {
      return target[name](kind === 'Int' ? -size : size, 1, size);
    });
    console.log(name, ends.join(), target);
  } else if (/Big/.test(kind)) {
    console.log(name, target[name](kind === 'BigInt64' ? -5n : 2n ** 64n - 5n, 1), target);
  } else {
    console.log(name, target[name](values[kind] ?? 1.5, 1), target);
  }
}

// Offsets.
const small = Buffer.from('abc');
show(() => small.readInt8(3));
show(() => small.readInt8('1'));
show(() => small.readInt8(1.5));
show(() => small.readInt8(NaN));
show(() => small.readInt8(Infinity));
show(() => small.readInt8(-1));
show(() => small.readInt8(null));
show(() => small.readInt32LE(0));
show(() => small.readDoubleBE());
show(() => small.readUIntBE(0, 7));
show(() => small.readUIntBE(0, 0));
show(() => small.readUIntBE(0, '1'));
show(() => small.readUIntBE());
show(() => small.readUIntBE(0));
show(() => small.readUIntBE(0, 2.5));
show(() => bytes.readUIntBE(5, 6));
show(() => small.writeFloatLE(1, 1));
show(() => bytes.writeBigUInt64LE(1n, 2));

// Values.
show(() => small.writeInt8(128));
show(() => small.writeInt8(128, 'a'));
show(() => small.writeInt16LE(1e6, 'a'));
show(() => small.writeUIntLE(1e6, 0, 2));
show(() => bytes.writeUIntLE(2 ** 48, 0, 6));
show(() => bytes.writeIntLE(2 ** 47, 0, 6));
show(() => bytes.writeIntLE(-(2 ** 40), 0, 5));
show(() => bytes.writeInt32LE(2 ** 40, 0));
show(() => bytes.writeUInt32LE(-1, 0));
show(() => bytes.writeBigInt64LE(2n ** 63n, 0));
show(() => bytes.writeBigUInt64LE(-1n, 0));
show(() => bytes.writeBigUInt64LE(1, 0));
show(() => bytes.writeBigUInt64LE());
show(() => small.writeInt8('5'));
show(() => small.writeInt8(1.9));
show(() => small.writeInt16LE());
show(() => small.writeUIntLE(1));
show(() => small.writeUIntLE(1, undefined, 2));
show(() => bytes.writeFloatLE('3.5', 0));
show(() => small.writeInt8({ valueOf: () => 7 }));

// Any Uint8Array will do, and what has bytes as properties.
show(() => Buffer.prototype.readUInt16BE.call(new Uint8Array([1, 2])));
show(() => Buffer.prototype.readUInt16BE.call({ 0: 5, 1: 6, length: 2 }));
show(() => {
  const target = { 0: 0, 1: 0, length: 2 };
  Buffer.prototype.writeUInt8.call(target, 2, 1);
  return target;
});
show(() => Buffer.prototype.readUInt8.call(undefined));

// A view that follows its buffer's length, and one that doesn't fit any more.
const growing = new ArrayBuffer(2, { maxByteLength: 8 });
const view = Buffer.from(growing);
const fixed = Buffer.from(growing, 0, 2);
show(() => view.readUInt32LE());
growing.resize(4);
show(() => view.readUInt32LE());
growing.resize(1);
show(() => fixed.readUInt8());
show(() => view.writeUInt8(3));
