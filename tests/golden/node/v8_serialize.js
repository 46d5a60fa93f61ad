// v8.serialize: the bytes of each kind of value, and what they give again.
const v8 = require('v8');

console.log(Object.keys(v8).join(' '));
const cycle = { a: 1 };
cycle.self = cycle;
const shared = [1];
const values = [undefined, null, true, 0, -0, 1, -300, 2 ** 31, 1.5, NaN, 10n, -(2n ** 70n), 'abc', 'é', '日本', '', [1, 2], [1, , 3], {}, { a: 1, 2: 'b' }, new Date(0), /a+/gi,
  new Map([[1, { a: 2 }]]), new Set([1, 'a']), Buffer.from('hi'), new Float64Array([1.5]), new Uint16Array([1, 2]).subarray(1), new ArrayBuffer(2), cycle, [shared, shared],
  Object(true), Object(5), Object('s'), Object(5n), Object.assign([1], { x: 2 }), [1.5, 2], { deep: { er: [{}] } }];
for (const value of values) {
  const bytes = v8.serialize(value);
  console.log(bytes.toString('hex'), v8.deserialize(bytes));
}
const error = v8.deserialize(v8.serialize(new TypeError('q', { cause: { why: 1 } })));
console.log(error.name, error.message, error.cause, error instanceof TypeError);
for (const value of [() => 1, Symbol('x'), new WeakMap(), Promise.resolve(1), { f() {} }]) {
  try {
    v8.serialize(value);
  } catch (error) {
    console.log(error.name, error.message);
  }
}
const serializer = new v8.Serializer();
serializer.writeHeader();
serializer.writeUint32(500);
serializer.writeUint64(1, 2);
serializer.writeDouble(0.5);
serializer.writeRawBytes(Buffer.from('raw'));
console.log(serializer.writeValue({ a: [1n] }));
const bytes = serializer.releaseBuffer();
const reader = new v8.Deserializer(bytes);
console.log(reader.readHeader(), reader.getWireFormatVersion(), reader.readUint32(), reader.readUint64(), reader.readDouble(), reader.readRawBytes(3), reader.readValue());
for (const call of [() => new v8.Deserializer(1), () => v8.deserialize(Buffer.from([0xff, 15])), () => new v8.Deserializer(Buffer.from([0xff, 99])).readHeader(), () => v8.setFlagsFromString(1)]) {
  try {
    call();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
console.log(Object.keys(v8.getHeapStatistics()).join(' '), v8.isStringOneByteRepresentation('é'), v8.isStringOneByteRepresentation('日'));
