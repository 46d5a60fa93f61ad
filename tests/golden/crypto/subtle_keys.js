// crypto.subtle: enciphering, signatures, agreement, wrapping.
const { subtle } = globalThis.crypto;
const hex = (buffer) => Buffer.from(buffer).toString('hex');
const key = (name, usages) => subtle.importKey('raw', Buffer.alloc(32, 1), name, true, usages);

(async () => {
  const data = Buffer.from('some bytes to hide');
  for (const [name, given] of [
    ['AES-GCM', { iv: Buffer.alloc(12), additionalData: Buffer.from('open') }],
    ['AES-CBC', { iv: Buffer.alloc(16) }],
    ['AES-CTR', { counter: Buffer.alloc(16), length: 64 }],
  ]) {
    const aes = await key(name, ['encrypt', 'decrypt']);
    const hidden = await subtle.encrypt({ name, ...given }, aes, data);
    console.log(name, aes.algorithm, hex(hidden));
    console.log(Buffer.from(await subtle.decrypt({ name, ...given }, aes, hidden)).toString());
    console.log(await subtle.exportKey('jwk', aes));
  }
  const wrapping = await key('AES-KW', ['wrapKey', 'unwrapKey']);
  const inner = await key('AES-GCM', ['encrypt']);
  const wrapped = await subtle.wrapKey('raw', inner, wrapping, 'AES-KW');
  console.log('wrapped', hex(wrapped));
  const again = await subtle.unwrapKey('raw', wrapped, wrapping, 'AES-KW', 'AES-GCM', true, ['encrypt']);
  console.log(hex(await subtle.exportKey('raw', again)));

  for (const [given, parameters] of [
    [{ name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash: 'SHA-256' }],
    [{ name: 'Ed25519' }, 'Ed25519'],
    [{ name: 'RSA-PSS', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
     { name: 'RSA-PSS', saltLength: 32 }],
  ]) {
    const { publicKey, privateKey } = await subtle.generateKey(given, true, ['sign', 'verify']);
    const signature = await subtle.sign(parameters, privateKey, data);
    console.log(given.name, publicKey.type, publicKey.usages, privateKey.type, publicKey.algorithm);
    console.log(await subtle.verify(parameters, publicKey, signature, data),
                await subtle.verify(parameters, publicKey, signature, Buffer.from('other')));
    const spki = await subtle.exportKey('spki', publicKey);
    const read = await subtle.importKey('spki', spki, given, true, ['verify']);
    console.log(await subtle.verify(parameters, read, signature, data));
  }

  for (const name of ['ECDH', 'X25519']) {
    const given = { name, namedCurve: 'P-256' };
    const [a, b] = await Promise.all([1, 2].map(() => subtle.generateKey(given, true, ['deriveBits', 'deriveKey'])));
    const one = await subtle.deriveBits({ name, public: b.publicKey }, a.privateKey, 256);
    const two = await subtle.deriveBits({ name, public: a.publicKey }, b.privateKey, 256);
    console.log(name, hex(one) === hex(two), one.byteLength);
    const derived = await subtle.deriveKey(
      { name, public: b.publicKey }, a.privateKey, { name: 'AES-GCM', length: 256 }, true, ['encrypt']);
    console.log(derived.algorithm, hex(await subtle.exportKey('raw', derived)) === hex(one));
  }
  const password = await subtle.importKey('raw', Buffer.from('secret'), 'PBKDF2', false, ['deriveKey']);
  const made = await subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: Buffer.from('salt'), iterations: 10 }, password,
    { name: 'AES-CBC', length: 128 }, true, ['encrypt']);
  console.log(hex(await subtle.exportKey('raw', made)));
  const aes = await key('AES-GCM', ['decrypt']);
  await subtle.decrypt({ name: 'AES-GCM', iv: Buffer.alloc(12) }, aes, Buffer.alloc(20))
    .catch((error) => console.log(error.name, error.message));
  await subtle.encrypt({ name: 'AES-GCM', iv: Buffer.alloc(12) }, aes, data)
    .catch((error) => console.log(error.name, error.message));
})();
