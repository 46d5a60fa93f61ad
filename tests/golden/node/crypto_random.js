// Random values of the module crypto: their forms and ranges, and what is said of wrong arguments.
const crypto = require('crypto');

// What a call gives, or what it throws.
function show(call) {
  const text = call.toString().slice(6);
  try {
    console.log(text, '->', call());
  } catch (error) {
    console.log(text, '!!', error.name, error.code, error.message);
  }
}

show(() => crypto.randomBytes(4).length);
show(() => crypto.randomBytes(1.5).length);
show(() => crypto.randomBytes(64).some((byte) => byte !== 0));
show(() => crypto.randomBytes(-1));
show(() => crypto.randomBytes('a'));
show(() => crypto.randomBytes(2 ** 31));
show(() => crypto.randomBytes(2, 1));

show(() => crypto.randomFillSync(Buffer.alloc(64), 32).subarray(0, 32).every((byte) => !byte));
show(() => crypto.randomFillSync(new Uint16Array(4), 2, 1).length);
show(() => crypto.randomFillSync(new ArrayBuffer(4)).byteLength);
show(() => crypto.randomFillSync(1));
show(() => crypto.randomFillSync(Buffer.alloc(4), 5));
show(() => crypto.randomFillSync(Buffer.alloc(4), -1));
show(() => crypto.randomFillSync(Buffer.alloc(4), 2, 3));
show(() => crypto.randomFillSync(Buffer.alloc(4), 'a'));
show(() => crypto.randomFill(Buffer.alloc(4)));

const rolls = new Set(Array.from({ length: 200 }, () => crypto.randomInt(1, 7)));
console.log([...rolls].sort().join());
show(() => crypto.randomInt(1));
show(() => crypto.randomInt(-5, -4));
show(() => crypto.randomInt(0));
show(() => crypto.randomInt(5, 5));
show(() => crypto.randomInt(1.5));
show(() => crypto.randomInt('a'));
show(() => crypto.randomInt(1, 'b'));
show(() => crypto.randomInt(0, 2 ** 48));
show(() => crypto.randomInt(0, 5, 1));

const form = (version) => new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);
console.log(form(4).test(crypto.randomUUID()), form(7).test(crypto.randomUUIDv7()));
show(() => crypto.randomUUID(1));
show(() => crypto.randomUUID({ disableEntropyCache: 1 }));

console.log(crypto.webcrypto === globalThis.crypto, crypto.subtle === globalThis.crypto.subtle);
show(() => crypto.getRandomValues(new Uint8Array(2)).length);

// Callbacks come later.
crypto.randomBytes(3, (error, bytes) => {
  console.log('bytes', error, bytes.length);
  crypto.randomFill(bytes, 1, (error, same) => {
    console.log('fill', error, same === bytes);
    crypto.randomInt(3, 4, (error, value) => console.log('int', error, value));
  });
});
console.log('first');
