// Atomics works on the elements of integer typed arrays, and gives what they were.
const text = (f) => { try { return f(); } catch (e) { return `${e.name}: ${e.message}`; } };
const show = (f) => console.log(text(f));
for (const Type of [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array]) {
  for (const Buffer of [ArrayBuffer, SharedArrayBuffer]) {
    const a = new Type(new Buffer(16), 8);
    a[1] = 250;
    const steps = [
      Atomics.add(a, 1, 10), Atomics.sub(a, 1, 300), Atomics.or(a, 1, 0b1010), Atomics.and(a, 1, 0b0110),
      Atomics.xor(a, 1, -1), Atomics.exchange(a, 1, 1e10 + 7), Atomics.load(a, 1), Atomics.store(a, 1, '12.9'),
      Atomics.compareExchange(a, 1, 12 + 2 ** 40, 5), Atomics.compareExchange(a, 1, 12, 6), a[1], a[0],
    ];
    console.log(Type.name, steps.join());
  }
}
for (const Type of [BigInt64Array, BigUint64Array]) {
  const a = new Type(new SharedArrayBuffer(24), 8);
  console.log(Type.name, [
    Atomics.sub(a, 1, 5n), Atomics.load(a, 1), Atomics.exchange(a, 1, 2n ** 65n + 3n), Atomics.compareExchange(a, 1, 3n, -1n),
    Atomics.store(a, 1, -7n), a[1], a[0],
  ].join());
}
const ints = new Int32Array(new SharedArrayBuffer(16));
console.log(Object.is(Atomics.store(ints, 0, -0), 0), Atomics.store(ints, 0, 2 ** 40 + 1), ints[0]);
show(() => Atomics.add(ints, 4, 1));
show(() => Atomics.add(ints, -1, 1));
show(() => Atomics.add({}, 0, 1));
show(() => Atomics.add(new Float64Array(2), 0, 1));
show(() => Atomics.add(new Uint8ClampedArray(2), 0, 1));
show(() => Atomics.add(ints, 0, 1n));
show(() => Atomics.add(ints, 0, Symbol('x')));
show(() => Atomics.store(new BigInt64Array(1), 0, 1));
console.log([1, 2, 3, 4, 8, 16].map((n) => Atomics.isLockFree(n)).join(), Atomics.pause(), Atomics.pause(3));
show(() => Atomics.pause('x'));
// Waiting needs shared memory and a wide element.
show(() => Atomics.wait(new Int32Array(4), 0, 0));
show(() => Atomics.wait(new Int16Array(new SharedArrayBuffer(4)), 0, 0));
show(() => Atomics.wait(ints, 0, 5));
show(() => Atomics.wait(ints, 1, 0, 1));
show(() => Atomics.wait(new BigInt64Array(ints.buffer), 1, 1n));
show(() => Atomics.notify(ints, 0));
show(() => Atomics.notify(new Int32Array(4), 0));
show(() => Atomics.notify(new Int16Array(4), 0));
show(() => Atomics.waitAsync(ints, 1, 1).value);
show(() => Atomics.waitAsync(ints, 1, 0, 0).value);
console.log(Object.keys(Object.getOwnPropertyDescriptors(Atomics)).join(), Atomics[Symbol.toStringTag]);
