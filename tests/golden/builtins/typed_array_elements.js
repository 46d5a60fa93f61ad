// Elements are converted on the way in; outside of the array there is nothing, whatever stands in prototypes.
const kinds = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float16Array, Float32Array, Float64Array];
const values = [0, -0, 1.5, -1.5, 2.5, 127, 128, 255, 256, -1, 65535.9, 2 ** 31, 2 ** 32 + 5, -(2 ** 40) - 3, 1e300, NaN, Infinity, '12', null, undefined, true, [7]];
for (const Kind of kinds) {
  const array = new Kind(values.length);
  for (let i = 0; i < values.length; i++) array[i] = values[i];
  let text = '';
  for (let i = 0; i < array.length; i++) text += `${Object.is(array[i], -0) ? '-0' : array[i]} `;
  console.log(Kind.name, text);
}
const bigs = new BigUint64Array(2);
bigs[0] = -1n;
bigs[1] = 2n ** 64n + 7n;
console.log(bigs[0], bigs[1], new BigInt64Array(bigs.buffer)[0]);
for (const [array, value] of [[bigs, 1], [new Int8Array(1), 1n], [new Float64Array(1), Symbol('s')]]) {
  try { array[0] = value; } catch (e) { console.log(`${e.name}: ${e.message}`); }
}
Uint8Array.prototype[5] = 'inherited';
Object.prototype[6] = 'inherited';
const small = new Uint8Array(3);
small[5] = 1;
small[-1] = 2;
small['1.5'] = 3;
small['-0'] = 4;
small.name = 5;
console.log(small[5], small[6], small[-1], small['1.5'], small['-0'], small.name, 5 in small, Object.keys(small).join());
(function () { 'use strict'; small[9] = 1; })();
// A view over a part; one that follows its buffer; one whose buffer went away.
const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
const part = new Uint16Array(buffer, 2, 2);
const all = new Uint8Array(buffer);
part[0] = 0x0102;
part[1] = 0x0304;
part[2] = 0x0506;
console.log(all.join(), part[0], part[1], part[2]);
buffer.resize(4);
part[0] = 9;
console.log(part[0], part.length, all[2], all[4]);
buffer.resize(12);
all[11] = 1;
console.log(part[0], all[11], all.length);
const gone = new Float64Array(2);
gone[0] = 1;
gone.buffer.transfer();
gone[0] = 2;
console.log(gone[0], gone.length);
// A conversion may take the buffer away in the midst of it.
const moving = new Int32Array(2);
moving[0] = { valueOf() { moving.buffer.transfer(); return 3; } };
console.log(moving[0], moving.length);
const receiver = Object.create(small);
receiver[1] = 8;
receiver[7] = 8;
console.log(small[1], receiver[1], Object.keys(receiver).join(), Reflect.set(small, 2, 5, {}), small[2]);
