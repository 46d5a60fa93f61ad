// Hashes and HMACs of the module crypto, and what is said of wrong arguments.
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

const names = crypto.getHashes();
console.log(names.length, names.join());
for (const name of names) {
  console.log(name, crypto.createHash(name).update('abc').digest('hex'));
}
for (const name of ['SHA-256', 'sha2-512', 'SHA3-256', 'sha512/256', 'nope']) {
  show(() => crypto.createHash(name).update('abc').digest('base64url'));
}
const long = Buffer.alloc(1000, 'long ');
for (const name of ['md5', 'sha1', 'sha384', 'sha3-512', 'blake2b512', 'ripemd160', 'sm3']) {
  const hash = crypto.createHash(name);
  for (let at = 0; at < 1000; at += 37) hash.update(long.subarray(at, at + 37));
  console.log(name, hash.digest('base64'), crypto.createHmac(name, long).update('a').digest('hex'));
}

console.log(crypto.createHash('sha1'), crypto.createHmac('sha1', 'key'));
show(() => crypto.createHash());
show(() => crypto.createHash('sha256').update(1));
show(() => crypto.createHash('sha256').update('a', 'nope').digest('hex'));
show(() => crypto.createHash('sha256').update('616', 'hex'));
show(() => crypto.createHash('sha256').update('é', 'latin1').digest('hex'));
show(() => crypto.createHash('sha1').update(new DataView(new ArrayBuffer(2))).digest('hex'));
show(() => crypto.createHash('sha1').update(new ArrayBuffer(2)));
show(() => crypto.createHash('md5').digest());
show(() => crypto.createHash('md5').digest('nope'));
show(() => crypto.createHash('md5').digest('buffer'));
show(() => {
  const hash = crypto.createHash('md5').update('a');
  const copy = hash.copy();
  return [hash.update('b').digest('hex'), copy.digest('hex')];
});
for (const name of ['update', 'digest', 'copy']) {
  show(() => {
    const hash = crypto.createHash('md5');
    hash.digest();
    return hash[name]('a');
  });
}

// Digests of any length.
show(() => crypto.createHash('shake128', { outputLength: 5 }).update('a').digest('hex'));
show(() => crypto.createHash('shake256').update('a').digest('hex'));
show(() => crypto.createHash('shake256', { outputLength: 0 }).digest());
show(() => crypto.createHash('sha256', { outputLength: 5 }));
show(() => crypto.createHash('sha256', { outputLength: 32 }).digest('hex'));
show(() => crypto.createHash('shake256', { outputLength: -1 }));
show(() => crypto.createHash('shake256', { outputLength: 'a' }));

show(() => crypto.createHmac('sha256', 'k').update('abc').digest('hex'));
show(() => crypto.createHmac('sha256', '6b', { encoding: 'hex' }).update('abc').digest('hex'));
show(() => crypto.createHmac('sha256', crypto.createSecretKey('k')).update('abc').digest('hex'));
show(() => crypto.createHmac('sha256', '').digest('hex'));
show(() => crypto.createHmac('nope', 'k'));
show(() => crypto.createHmac('sha256'));
show(() => crypto.createHmac('sha256', 1));
show(() => crypto.createHmac(1, 'k'));
show(() => {
  const hmac = crypto.createHmac('md5', 'a');
  hmac.digest();
  return [hmac.digest('hex'), hmac.digest()];
});

show(() => crypto.hash('sha1', 'abc'));
show(() => crypto.hash('sha1', Buffer.from('abc'), 'base64'));
show(() => crypto.hash('sha1', 'abc', 'buffer'));
show(() => crypto.hash('sha1', 'abc', { outputEncoding: 'base64url' }));
show(() => crypto.hash('nope', 'abc'));
show(() => crypto.hash('sha1', 1));
show(() => crypto.hash('sha1', 'abc', 'nope'));
show(() => crypto.hash(1, 'abc'));

show(() => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a')));
show(() => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('b')));
show(() => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab')));
show(() => crypto.timingSafeEqual('a', Buffer.from('a')));

// A hash is a stream too.
const hash = crypto.createHash('sha256');
hash.setEncoding('hex');
hash.on('data', (digest) => console.log('digest', digest));
hash.on('end', () => console.log('end'));
hash.write('a');
hash.end('bc');
