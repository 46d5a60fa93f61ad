// Keys made from passwords and other keys: pbkdf2, scrypt, hkdf; secret keys.
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

show(() => crypto.pbkdf2Sync('p', 's', 1, 20, 'sha1').toString('hex'));
show(() => crypto.pbkdf2Sync('p', 's', 1000, 70, 'sha512').toString('hex'));
show(() => crypto.pbkdf2Sync(Buffer.from('p'), new Uint8Array(2), 3, 5, 'md5'));
show(() => crypto.pbkdf2Sync('p', 's', 0, 20, 'sha1'));
show(() => crypto.pbkdf2Sync('p', 's', 1, 20, 'nope'));
show(() => crypto.pbkdf2Sync('p', 's', 1, 20));
show(() => crypto.pbkdf2Sync(1, 's', 1, 20, 'sha1'));
show(() => crypto.pbkdf2Sync('p', 1, 1, 20, 'sha1'));
show(() => crypto.pbkdf2Sync('p', 's', 1, -1, 'sha1'));
show(() => crypto.pbkdf2('p', 's', 1, 20, 'sha1'));

show(() => crypto.scryptSync('p', 's', 16, { N: 1024 }).toString('hex'));
show(() => crypto.scryptSync('p', 's', 70, { cost: 16, blockSize: 3, p: 2 }).toString('hex'));
show(() => crypto.scryptSync('p', 's', 16, { N: 15 }));
show(() => crypto.scryptSync('p', 's', 16, { N: 2 ** 20 }));
show(() => crypto.scryptSync('p', 's', 16, { cost: 16, N: 16 }));
show(() => crypto.scryptSync(1, 's', 16));
show(() => crypto.scryptSync('p', 's', -1));
show(() => crypto.scrypt('p', 's', 16));

show(() => crypto.hkdfSync('sha256', 'k', 's', 'i', 20));
show(() => Buffer.from(crypto.hkdfSync('sha512', 'k', 's', 'i', 100)).toString('hex'));
show(() => crypto.hkdfSync('nope', 'k', 's', 'i', 20));
show(() => crypto.hkdfSync('sha256', 'k', 's', 'i', 8161));
show(() => crypto.hkdfSync('sha256', 'k', 's', 'i', -1));
show(() => crypto.hkdfSync('sha256', 1, 's', 'i', 1));
show(() => crypto.hkdfSync('sha256', 'k', 's', 'i'.repeat(1025), 1));

const key = crypto.createSecretKey('6b6579', 'hex');
show(() => [key.type, key.symmetricKeySize, key.export(), key.export({ format: 'jwk' })]);
show(() => key.equals(crypto.createSecretKey(Buffer.from('key'))));
show(() => Object.prototype.toString.call(key));
show(() => crypto.createSecretKey(1));

const hex = (bytes) => Buffer.from(bytes).toString('hex');
crypto.pbkdf2('p', 's', 2, 8, 'sha256', (error, made) => {
  console.log('pbkdf2', error, hex(made));
  crypto.scrypt('p', 's', 8, { N: 16 }, (error, made) => {
    console.log('scrypt', error, hex(made));
    crypto.hkdf('sha256', 'k', 's', 'i', 8, (error, made) => console.log('hkdf', error, hex(made)));
  });
});
console.log('first');
