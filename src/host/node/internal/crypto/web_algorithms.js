// Algorithms of crypto.subtle beside those of internal/webcrypto: AES, and keys of pairs.
// https://nodejs.org/api/webcrypto.html#algorithm-matrix

const {
  cipherFinish, cipherOpen, cipherUpdate, digest: finishHash, fill, generateOther,
  generateRsa, keyAgree, keyCrypt, keyFacts, keyOfParts, keyParts, keyPublic, keyRead, keySecret,
  keySign, keyVerify, keyWrite, newCipher, newHash, newKey, unwrapKey, update: updateHash, wrapKey,
} = internalBinding('crypto');
const { Buffer } = require('buffer');

const { alloc, concat, from: bufferFrom } = Buffer;
const { slice, toString } = Buffer.prototype;

const domError = (name, message) => {
  const { DOMException } = internalBinding('globals');
  return new DOMException(message, name);
};
const failed = () => domError(
  'OperationError', 'The operation failed for an operation-specific reason');
const wrongData = (text = 'Invalid keyData') => domError('DataError', text);
const base64url = (bytes) => FunctionPrototypeCall(toString, bytes, 'base64url');

const bytesOf = (value) => (ArrayBufferIsView(value) ?
  bufferFrom(value.buffer, value.byteOffset, value.byteLength) : bufferFrom(value));

const HASHES = {
  '__proto__': null,
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

function hashOf(given) {
  const name = StringPrototypeToUpperCase(`${typeof given === 'object' && given !== null ?
    given.name : given}`);
  if (HASHES[name] === undefined) {
    throw domError('NotSupportedError', 'Unrecognized algorithm name');
  }
  return { name };
}

const hashed = (hash, data) => {
  const state = newHash(HASHES[hash.name]);
  updateHash(state, data);
  return finishHash(state);
};

// Usages of each kind of key.
const CIPHER = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];
const AES = { secret: CIPHER };
const SIGNS = { public: ['verify'], private: ['sign'] };
const AGREES = { public: [], private: ['deriveKey', 'deriveBits'] };
const ENCIPHERS = { public: ['encrypt', 'wrapKey'], private: ['decrypt', 'unwrapKey'] };

const OTHERS = {
  'AES-CBC': AES, 'AES-CTR': AES, 'AES-GCM': AES, 'AES-KW': { secret: ['wrapKey', 'unwrapKey'] },
  'ECDSA': SIGNS, 'Ed25519': SIGNS, 'RSASSA-PKCS1-v1_5': SIGNS, 'RSA-PSS': SIGNS,
  'ECDH': AGREES, 'X25519': AGREES, 'RSA-OAEP': ENCIPHERS,
};
const names = { __proto__: null };
for (const name in OTHERS) names[StringPrototypeToLowerCase(name)] = name;

// The name of one of these algorithms as the standard writes it; undefined for others.
function nameOf(given) {
  const name = typeof given === 'object' && given !== null ? given.name : given;
  return names[StringPrototypeToLowerCase(`${name}`)];
}

// The usages that a key of a kind has, in the order of the standard.
function usagesOf(name, kind, list) {
  const allowed = OTHERS[name][kind];
  for (let i = 0; i < list.length; i++) {
    if (!ArrayPrototypeIncludes(allowed, list[i])) {
      throw domError('SyntaxError', `Unsupported key usage for a ${name} key`);
    }
  }
  const order = [
    'encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey',
  ];
  return ArrayPrototypeFilter(order, (usage) => ArrayPrototypeIncludes(list, usage));
}

function neverEmpty(usages, text) {
  if (usages.length === 0) throw domError('SyntaxError', text);
  return usages;
}

const isAes = (name) => StringPrototypeStartsWith(name, 'AES');
const isRsa = (name) => StringPrototypeStartsWith(name, 'RSA');
const onCurve = (name) => name === 'ECDSA' || name === 'ECDH';

function exponentBytes(number) {
  const bytes = [];
  while (number > 0) {
    ArrayPrototypeUnshift(bytes, number % 256);
    number = MathFloor(number / 256);
  }
  return new Uint8Array(bytes);
}

// What `key.algorithm` says of a key of a pair.
function describe(name, handle, hash) {
  const { 2: detail, 3: exponent } = keyFacts(handle);
  if (isRsa(name)) {
    return { name, modulusLength: detail, publicExponent: exponentBytes(exponent), hash };
  }
  return onCurve(name) ? { name, namedCurve: keyParts(handle).crv } : { name };
}

function generate(name, given, extractable, list) {
  const empty = 'Usages cannot be empty when creating a key.';
  if (isAes(name)) {
    const { length } = given;
    const usages = neverEmpty(usagesOf(name, 'secret', list), empty);
    if (length !== 128 && length !== 192 && length !== 256) {
      throw domError('OperationError', 'Invalid key length');
    }
    const secret = alloc(length / 8);
    fill(secret);
    return newKey(extractable, { name, length }, usages, secret);
  }
  const { public: forPublic, private: forPrivate } = OTHERS[name];
  usagesIn(name, list);
  const part = (allowed) => ArrayPrototypeFilter(
    list, (usage) => ArrayPrototypeIncludes(allowed, usage));
  const privateUsages = neverEmpty(usagesOf(name, 'private', part(forPrivate)), empty);
  const publicUsages = usagesOf(name, 'public', part(forPublic));
  let handle, hash;
  if (isRsa(name)) {
    hash = hashOf(given.hash);
    const bytes = given.publicExponent;
    let exponent = 0;
    for (let i = 0; i < bytes.length; i++) exponent = exponent * 256 + bytes[i];
    handle = generateRsa(given.modulusLength, exponent);
  } else {
    handle = generateOther(onCurve(name) ? curveOf(given) : name);
  }
  if (handle === undefined) throw failed();
  const open = keyPublic(handle);
  return {
    publicKey: newKey(true, describe(name, handle, hash), publicUsages, open, 'public'),
    privateKey: newKey(extractable, describe(name, handle, hash), privateUsages, handle, 'private'),
  };
}

function usagesIn(name, list) {
  const { public: forPublic, private: forPrivate } = OTHERS[name];
  for (let i = 0; i < list.length; i++) {
    if (!ArrayPrototypeIncludes(forPublic, list[i]) && !ArrayPrototypeIncludes(forPrivate, list[i])) {
      throw domError('SyntaxError', `Unsupported key usage for a ${name} key`);
    }
  }
}

function curveOf({ namedCurve }) {
  if (!ArrayPrototypeIncludes(['P-256', 'P-384', 'P-521'], namedCurve)) {
    throw domError('NotSupportedError', 'Unrecognized namedCurve');
  }
  return namedCurve;
}

function importSecret(name, format, data, extractable, list) {
  const usages = neverEmpty(usagesOf(name, 'secret', list),
                            'Usages cannot be empty when importing a secret key.');
  let secret = data;
  if (format === 'jwk') {
    if (data?.kty !== 'oct' || typeof data.k !== 'string') throw wrongData();
    secret = bufferFrom(data.k, 'base64url');
    const alg = `A${secret.length * 8}${StringPrototypeSlice(name, 4)}`;
    if (data.alg !== undefined && data.alg !== alg) {
      throw wrongData('JWK "alg" does not match the requested algorithm');
    }
    if (data.ext === false && extractable) {
      throw wrongData('JWK "ext" Parameter and extractable mismatch');
    }
  } else if (format !== 'raw' && format !== 'raw-secret') {
    throw domError('NotSupportedError', `Unable to import ${name} using ${format} format`);
  }
  const length = secret.length * 8;
  if (length !== 128 && length !== 192 && length !== 256) throw wrongData('Invalid key length');
  return newKey(extractable, { name, length }, usages, secret);
}

const number = (jwk, member) => {
  if (typeof jwk[member] !== 'string') throw wrongData();
  return bufferFrom(jwk[member], 'base64url');
};

// The handle of a key of a pair; undefined for what is none.
function readKey(name, format, data, given) {
  if (format === 'spki' || format === 'pkcs8') return keyRead(data, format);
  const curve = onCurve(name) ? curveOf(given) : name;
  if (format === 'raw' || format === 'raw-public') {
    if (isRsa(name)) {
      throw domError('NotSupportedError', `Unable to import ${name} using ${format} format`);
    }
    return keyOfParts(curve, false, data);
  }
  if (typeof data !== 'object' || data === null) throw wrongData();
  const isPrivate = data.d !== undefined;
  const kty = isRsa(name) ? 'RSA' : onCurve(name) ? 'EC' : 'OKP';
  if (data.kty !== kty) throw wrongData('Invalid JWK "kty" Parameter');
  if (kty === 'RSA') {
    const parts = ['n', 'e'];
    if (isPrivate) ArrayPrototypePush(parts, 'd', 'p', 'q');
    return keyOfParts('rsa', isPrivate, ...ArrayPrototypeMap(parts, (part) => number(data, part)));
  }
  if (data.crv !== curve) throw wrongData('JWK "crv" does not match the requested algorithm');
  if (isPrivate) return keyOfParts(curve, true, number(data, 'd'));
  return keyOfParts(curve, false, kty === 'OKP' ? number(data, 'x') :
    concat([bufferFrom([4]), number(data, 'x'), number(data, 'y')]));
}

const TYPES = { __proto__: null, ECDSA: 'ec', ECDH: 'ec', Ed25519: 'ed25519', X25519: 'x25519' };

function importKey(name, format, data, given, extractable, list) {
  if (isAes(name)) return importSecret(name, format, data, extractable, list);
  const hash = isRsa(name) ? hashOf(given.hash) : undefined;
  const handle = readKey(name, format, data, given);
  if (handle === undefined || keyFacts(handle)[0] !== (TYPES[name] ?? 'rsa')) throw wrongData();
  if (onCurve(name) && keyParts(handle).crv !== given.namedCurve) {
    throw wrongData('Named curve mismatch');
  }
  const kind = keyFacts(handle)[1] ? 'private' : 'public';
  const usages = usagesOf(name, kind, list);
  if (kind === 'private') {
    neverEmpty(usages, 'Usages cannot be empty when importing a private key.');
  }
  return newKey(extractable, describe(name, handle, hash), usages, handle, kind);
}

function jwkAlgorithm({ name, hash, length }) {
  if (isAes(name)) return `A${length}${StringPrototypeSlice(name, 4)}`;
  const bits = hash && StringPrototypeSlice(hash.name, 4);
  switch (name) {
    case 'RSASSA-PKCS1-v1_5': return `RS${bits}`;
    case 'RSA-PSS': return `PS${bits}`;
    case 'RSA-OAEP': return bits === '1' ? 'RSA-OAEP' : `RSA-OAEP-${bits}`;
    case 'Ed25519': return 'Ed25519';
    default: return undefined;
  }
}

function exportKey(format, key) {
  const { algorithm, type } = key;
  const secret = keySecret(key);
  const { name } = algorithm;
  const unable = () => domError(
    'NotSupportedError', `Unable to export ${name} ${type} key using ${format} format`);
  if (format === 'jwk') {
    const jwk = { key_ops: ArrayPrototypeSlice(key.usages), ext: key.extractable };
    const alg = jwkAlgorithm(algorithm);
    if (alg !== undefined) jwk.alg = alg;
    if (type === 'secret') return { ...jwk, kty: 'oct', k: base64url(secret) };
    const parts = keyParts(secret);
    for (const part in parts) {
      jwk[part] = typeof parts[part] === 'string' ? parts[part] : base64url(parts[part]);
    }
    return jwk;
  }
  if (type === 'secret') {
    if (format !== 'raw' && format !== 'raw-secret') throw unable();
    return secret;
  }
  if (format === 'raw' || format === 'raw-public') {
    if (type !== 'public' || isRsa(name)) throw unable();
    const { x, y } = keyParts(secret);
    return y === undefined ? x : concat([bufferFrom([4]), x, y]);
  }
  if (format !== (type === 'public' ? 'spki' : 'pkcs8')) throw unable();
  return keyWrite(secret, format);
}

// AES and RSA-OAEP in one direction.
function crypt(key, given, data, encrypts) {
  const { name, hash } = key.algorithm;
  const secret = keySecret(key);
  if (name === 'RSA-OAEP') {
    const label = given.label === undefined ? alloc(0) : bytesOf(given.label);
    const made = keyCrypt(secret, encrypts, !encrypts, 4, HASHES[hash.name], label, data);
    if (made === undefined) throw failed();
    return made;
  }
  const bits = secret.length * 8;
  if (name === 'AES-GCM') {
    const { tagLength = 128 } = given;
    if (!ArrayPrototypeIncludes([32, 64, 96, 104, 112, 120, 128], tagLength)) {
      throw domError('OperationError', `${tagLength} is not a valid AES-GCM tag length`);
    }
    const count = tagLength / 8;
    const cipher = newCipher(`aes-${bits}-gcm`, encrypts, secret, bytesOf(given.iv));
    if (cipher === undefined) throw failed();
    if (given.additionalData !== undefined) cipherOpen(cipher, bytesOf(given.additionalData));
    if (encrypts) {
      const hidden = cipherUpdate(cipher, data);
      const { 1: proof } = cipherFinish(cipher);
      return concat([hidden, FunctionPrototypeCall(slice, proof, 0, count)]);
    }
    if (data.length < count) {
      throw domError('OperationError', 'The provided data is too small.');
    }
    const end = data.length - count;
    const shown = cipherUpdate(cipher, FunctionPrototypeCall(slice, data, 0, end));
    const rest = cipherFinish(cipher, FunctionPrototypeCall(slice, data, end));
    if (typeof rest === 'number') throw failed();
    return shown;
  }
  if (name === 'AES-KW') throw domError('InvalidAccessError', 'Key algorithm mismatch');
  const isCounter = name === 'AES-CTR';
  const iv = bytesOf(isCounter ? given.counter : given.iv);
  if (iv.length !== 16) {
    throw domError('OperationError', isCounter ? 'algorithm.counter must be 16 bytes' :
      'algorithm.iv must contain exactly 16 bytes');
  }
  if (isCounter) checkCounter(given.length, iv, data.length);
  const cipher = newCipher(`aes-${bits}-${isCounter ? 'ctr' : 'cbc'}`, encrypts, secret, iv);
  const first = cipherUpdate(cipher, data);
  const rest = cipherFinish(cipher);
  if (typeof rest === 'number') throw failed();
  return concat([first, rest[0]]);
}

// A counter that counts over would use the same bytes again, or other ones than the standard says.
function checkCounter(length, counter, size) {
  if (!(length >= 1 && length <= 128)) {
    throw domError('OperationError', 'AES-CTR algorithm.length must be between 1 and 128');
  }
  let value = 0n;
  for (let i = 0; i < 16; i++) value = value << 8n | BigInt(counter[i]);
  const most = 1n << BigInt(length);
  const blocks = BigInt(MathCeil(size / 16));
  if (blocks > most) throw failed();
  if (value % most + blocks > most) {
    throw domError('NotSupportedError', 'a counter of AES-CTR that counts over');
  }
}

// What is signed, and how: the arguments of the binding.
function signing(key, given, data) {
  const { name, hash } = key.algorithm;
  if (name === 'Ed25519') return [undefined, data];
  const used = name === 'ECDSA' ? hashOf(given.hash) : hash;
  const salt = name === 'RSA-PSS' ? [6, given.saltLength] : [1, undefined];
  return [HASHES[used.name], hashed(used, data), ...salt];
}

function sign(key, given, data) {
  const { 0: digest, 1: bytes, 2: padding, 3: salt } = signing(key, given, data);
  const signature = keySign(keySecret(key), digest, bytes, padding, salt, false);
  if (signature === undefined) throw failed();
  return signature;
}

function verify(key, given, signature, data) {
  const { 0: digest, 1: bytes, 2: padding, 3: salt } = signing(key, given, data);
  return !!keyVerify(keySecret(key), digest, bytes, signature, padding, salt, false);
}

function agree(key, other, length) {
  if (keySecret(other) === undefined || other.type !== 'public') {
    throw domError('InvalidAccessError', 'algorithm.public must be a public key');
  }
  if (other.algorithm.name !== key.algorithm.name) {
    throw domError('InvalidAccessError', 'Key algorithm mismatch');
  }
  const shared = keyAgree(keySecret(key), keySecret(other));
  if (shared === undefined) throw failed();
  if (length === null || length === undefined) return shared;
  if (length > shared.length * 8) throw domError('OperationError', 'derived bit length is too small');
  const made = bufferFrom(FunctionPrototypeCall(slice, shared, 0, MathCeil(length / 8)));
  if (length % 8 !== 0) made[made.length - 1] &= 0xFF00 >> length % 8;
  return made;
}

function wrap(key, bytes) {
  const wrapped = wrapKey(keySecret(key), bytes);
  if (wrapped === undefined) throw failed();
  return wrapped;
}

function unwrap(key, wrapped) {
  const bytes = unwrapKey(keySecret(key), wrapped);
  if (bytes === undefined) throw failed();
  return bytes;
}

module.exports = {
  agree, crypt, exportKey, generate, importKey, nameOf, sign, unwrap, verify, wrap,
};
