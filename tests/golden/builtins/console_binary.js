// How typed arrays, their buffers and DataViews are shown.
console.log(new Uint8Array(3), new Float64Array([1.5, -0, NaN]), new BigInt64Array([1n, -2n]), new Uint8Array(0), [new Int8Array(2)]);
console.log(new ArrayBuffer(4), new ArrayBuffer(0), new ArrayBuffer(3, { maxByteLength: 5 }), new SharedArrayBuffer(2));
console.log(new DataView(new ArrayBuffer(8), 2, 3));
console.log(new Float32Array([1e21, 0.1, 1 / 3]), new Float16Array([0.1]), new Uint8ClampedArray([300]));
// Long ones are cut, and their numbers stand in columns.
console.log(new Uint8Array(200));
console.log(new ArrayBuffer(60));
console.log(Int32Array.from({ length: 30 }, (_, i) => i * 100));
console.dir(new Uint8Array(5), { maxArrayLength: 2 });
console.dir(new ArrayBuffer(5), { maxArrayLength: 2 });
console.dir(new ArrayBuffer(3), { maxArrayLength: 2 });
console.log({ a: { b: { c: new Uint8Array(2), d: new ArrayBuffer(2) } } });
// Subclasses, properties of their own, none of a prototype.
class Bytes extends Uint8Array {}
class Store extends ArrayBuffer {}
const bytes = Object.assign(new Uint8Array(2), { foo: 1 });
console.log(new Bytes(2), new Store(2), bytes, Object.assign(new ArrayBuffer(2), { foo: 'a' }));
console.log(Object.assign(new Uint8Array(1), { [Symbol('s')]: 2 }), new Uint16Array(3).subarray(1));
Object.setPrototypeOf(bytes, null);
console.log(bytes, Object.setPrototypeOf(new ArrayBuffer(1), null));
console.log('%o', new Uint8Array(1));
console.dir(new Float32Array(2), { showHidden: true });
console.dir([new Float32Array([1.5]), new ArrayBuffer(1), new DataView(new ArrayBuffer(1))], { colors: true });
// A view that no longer lies in its buffer has no elements.
const buffer = new ArrayBuffer(4, { maxByteLength: 8 });
const tail = new Uint8Array(buffer, 2);
buffer.resize(1);
console.log(tail, buffer);
const moved = new Uint8Array(2);
moved.buffer.transfer();
console.log(moved, moved.buffer);
console.log(Uint8Array.prototype, ArrayBuffer.prototype, DataView.prototype, Object.getPrototypeOf(Uint8Array));
