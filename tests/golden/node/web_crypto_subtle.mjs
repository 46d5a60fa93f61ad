// crypto.subtle: digests, HMAC keys, bits derived from passwords.
const { subtle } = crypto;
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const text = Buffer.from('abc');

// What a call's promise gives, or why it is rejected.
async function show(call) {
  const shown = call.toString().replace(/^async /, '').slice(6);
  try {
    console.log(shown, '->', await call());
  } catch (error) {
    console.log(shown, '!!', error.name, error.code, error.message);
  }
}

for (const name of ['SHA-1', 'sha-256', 'SHA-384', 'SHA-512']) {
  await show(async () => hex(await subtle.digest(name, text)));
}
await show(() => subtle.digest({ name: 'SHA-1' }, new ArrayBuffer(2)));
await show(() => subtle.digest('md5', text));
await show(() => subtle.digest('SHA-256', 'abc'));
await show(() => subtle.digest('SHA-256'));
await show(() => subtle.digest({}, text));
await show(() => subtle.digest(1, text));
await show(() => subtle.digest.call({}, 'SHA-1', text));

const sha256 = { name: 'HMAC', hash: 'SHA-256' };
const uses = ['verify', 'sign', 'sign'];
const key = await subtle.importKey('raw', Buffer.from('key'), sha256, true, uses);
console.log(key, key.usages, key.algorithm, Object.prototype.toString.call(key), [key]);
await show(async () => hex(await subtle.exportKey('raw', key)));
await show(() => subtle.exportKey('jwk', key));
await show(() => subtle.exportKey('spki', key));
await show(() => subtle.exportKey('nope', key));
await show(() => subtle.exportKey('raw', {}));

const signature = await subtle.sign('HMAC', key, text);
console.log(hex(signature));
await show(() => subtle.verify('HMAC', key, signature, text));
await show(() => subtle.verify({ name: 'hmac' }, key, signature, Buffer.from('abd')));
await show(() => subtle.verify('HMAC', key, new Uint8Array(3), text));
await show(() => subtle.sign('HMAC', key, 'abc'));
await show(() => subtle.sign('HMAC', {}, text));
await show(() => subtle.sign('nope', key, text));

await show(() => subtle.generateKey(sha256, true, ['sign']));
await show(() => subtle.generateKey({ ...sha256, hash: 'SHA-512', length: 12 }, false, ['verify']));
await show(() => subtle.generateKey({ name: 'HMAC' }, true, ['sign']));
await show(() => subtle.generateKey(sha256, true, []));
await show(() => subtle.generateKey(sha256, true, ['encrypt']));
await show(() => subtle.generateKey(sha256, true, ['nope']));
await show(() => subtle.generateKey({ ...sha256, length: 0 }, true, ['sign']));
await show(() => subtle.generateKey({ name: 'NOPE' }, true, ['sign']));

const jwk = { kty: 'oct', k: 'a2V5' };
await show(() => subtle.importKey('jwk', { ...jwk, alg: 'HS256' }, sha256, true, ['sign']));
await show(() => subtle.importKey('jwk', { ...jwk, alg: 'HS512' }, sha256, true, ['sign']));
await show(() => subtle.importKey('jwk', { ...jwk, kty: 'RSA' }, sha256, true, ['sign']));
await show(() => subtle.importKey('jwk', { ...jwk, key_ops: ['verify'] }, sha256, true, ['sign']));
await show(() => subtle.importKey('jwk', { ...jwk, ext: false }, sha256, true, ['sign']));
await show(() => subtle.importKey('jwk', { kty: 'oct' }, sha256, true, ['sign']));
await show(() => subtle.importKey('raw', Buffer.alloc(0), sha256, true, ['sign']));
await show(() => subtle.importKey('raw', text, sha256, true, []));
await show(() => subtle.importKey('spki', text, sha256, true, ['sign']));
await show(() => subtle.importKey('raw', 'a', sha256, true, ['sign']));

const closed = await subtle.importKey('raw', text, sha256, false, ['verify']);
await show(() => subtle.exportKey('raw', closed));
await show(() => subtle.sign('HMAC', closed, text));

const password = await subtle.importKey('raw', text, 'PBKDF2', false, ['deriveBits']);
const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt: text, iterations: 10 };
await show(async () => hex(await subtle.deriveBits(pbkdf2, password, 128)));
await show(() => subtle.deriveBits({ ...pbkdf2, iterations: 0 }, password, 128));
await show(() => subtle.deriveBits(pbkdf2, password, 127));
await show(() => subtle.deriveBits(pbkdf2, password));
const secret = await subtle.importKey('raw', text, 'HKDF', false, ['deriveBits']);
const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: text, info: text };
await show(async () => hex(await subtle.deriveBits(hkdf, secret, 128)));
await show(() => subtle.importKey('raw', text, 'HKDF', true, ['deriveBits']));
