// The global crypto: random values and UUIDs.
console.log(Object.getOwnPropertyDescriptor(globalThis, 'crypto').enumerable, crypto);
console.log(Object.prototype.toString.call(crypto), Object.getOwnPropertyNames(Crypto.prototype));

const bytes = new Uint8Array(64);
console.log(crypto.getRandomValues(bytes) === bytes, bytes.some((byte) => byte !== 0));
const part = new Uint32Array(bytes.buffer, 0, 2);
console.log(crypto.getRandomValues(part) === part);
const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
console.log(pattern.test(crypto.randomUUID()), crypto.randomUUID() === crypto.randomUUID());

for (const call of [
  () => crypto.getRandomValues(),
  () => crypto.getRandomValues(1),
  () => crypto.getRandomValues(new Float64Array(1)),
  () => crypto.getRandomValues(new DataView(new ArrayBuffer(1))),
  () => crypto.getRandomValues(new Uint8Array(65_537)),
  () => new Crypto(),
  () => new CryptoKey(),
  () => new SubtleCrypto(),
  () => Crypto.prototype.randomUUID.call({}),
  () => Crypto.prototype.subtle,
  () => CryptoKey.prototype.type,
]) {
  try {
    console.log(call());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
