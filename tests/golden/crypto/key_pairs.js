// Keys of pairs: the forms that they have, signatures, agreement.
const crypto = require('node:crypto');

const pairs = {
  rsa: crypto.generateKeyPairSync('rsa', { modulusLength: 1024 }),
  ec: crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ed25519: crypto.generateKeyPairSync('ed25519'),
};
for (const [name, { privateKey, publicKey }] of Object.entries(pairs)) {
  console.log(name, privateKey, publicKey, privateKey.asymmetricKeyDetails);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  console.log(pem.split('\n')[0], crypto.createPrivateKey(pem).equals(privateKey));
  console.log(crypto.createPublicKey(pem).equals(publicKey));
  const jwk = privateKey.export({ format: 'jwk' });
  console.log(Object.keys(jwk), crypto.createPrivateKey({ key: jwk, format: 'jwk' }).equals(privateKey));
  const digest = name === 'ed25519' ? null : 'sha256';
  const signature = crypto.sign(digest, Buffer.from('text'), privateKey);
  console.log(crypto.verify(digest, Buffer.from('text'), publicKey, signature),
              crypto.verify(digest, Buffer.from('test'), publicKey, signature));
}

const { privateKey, publicKey } = pairs.rsa;
const pss = { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 20 };
const signature = crypto.createSign('sha256').update('te').update('xt').sign({ key: privateKey, ...pss });
console.log(crypto.createVerify('sha256').update('text').verify({ key: publicKey, ...pss }, signature));
console.log(crypto.privateDecrypt(privateKey, crypto.publicEncrypt(publicKey, Buffer.from('hidden'))).toString());

// What is made of fixed keys is the same everywhere.
const fixed = crypto.createECDH('secp256k1');
fixed.setPrivateKey('11'.repeat(32), 'hex');
console.log(fixed.getPublicKey('hex', 'compressed'));
const other = crypto.createECDH('secp256k1');
other.setPrivateKey('22'.repeat(32), 'hex');
console.log(fixed.computeSecret(other.getPublicKey(), null, 'hex'));
const ed = crypto.createPrivateKey({
  key: Buffer.from('302e020100300506032b657004220420' + '33'.repeat(32), 'hex'), format: 'der', type: 'pkcs8',
});
console.log(crypto.sign(null, Buffer.from('text'), ed).toString('hex'));
console.log(ed.export({ format: 'jwk' }));

function told(name, run) {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
}

told('no key', () => crypto.createPrivateKey('nonsense'));
told('public', () => crypto.sign('sha256', Buffer.from('a'), publicKey));
told('digest', () => crypto.createSign('rot13'));
told('long', () => crypto.publicEncrypt(publicKey, Buffer.alloc(200)));
told('wrong', () => crypto.privateDecrypt(privateKey, Buffer.alloc(128)));
told('form', () => pairs.ec.privateKey.export({ type: 'pkcs1', format: 'pem' }));
told('curve', () => crypto.createECDH('round'));

crypto.generateKeyPair('rsa', { modulusLength: 1024, publicKeyEncoding: { type: 'spki', format: 'pem' } },
                       (error, publicPem, key) => {
                         console.log(error, publicPem.slice(0, 26), key);
                       });
console.log('last line of the script');
