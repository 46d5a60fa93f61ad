// Keys of the module crypto: secrets, and those of pairs.
// https://nodejs.org/api/crypto.html#class-keyobject
//
// A secret is a Buffer, a key of a pair a handle of the binding. Which they are no script gets to see.

const {
  isAnyBuffer, keyFacts, keyOfParts, keyParts, keyPublic, keyRead, keySecret, keyWrite,
  timingSafeEqual,
} = internalBinding('crypto');
const {
  codes: {
    ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_JWK,
    ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_CRYPTO_JWK_UNSUPPORTED_CURVE,
    ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { validateObject, validateOneOf, validateString } = require('internal/validators');
const { Buffer } = require('buffer');
const { bytesOf } = require('internal/crypto/util');

const { from: bufferFrom } = Buffer;
const { toString } = Buffer.prototype;

// What each key consists of.
const secrets = new WeakMap();

// What codes of errors say of the part of OpenSSL that they come from.
const CODES = {
  '__proto__': null,
  'asn1 encoding routines': 'ASN1_',
  'digital envelope routines': 'EVP_',
  'rsa routines': 'RSA_',
};

// An error as OpenSSL tells it.
function opensslError(number, library, reason) {
  const message = `error:${number}:${library}::${reason}`;
  const error = new Error(message);
  error.opensslErrorStack = [message];
  error.library = library;
  error.reason = reason;
  const part = CODES[library] ?? '';
  error.code = `ERR_OSSL_${part}${StringPrototypeToUpperCase(StringPrototypeReplaceAll(reason, ' ', '_'))}`;
  return error;
}

const unreadable = () => opensslError('1E08010C', 'DECODER routines', 'unsupported');

const base64url = (bytes) => FunctionPrototypeCall(toString, bytes, 'base64url');

class KeyObject {
  #type;

  constructor(type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') {
      throw new ERR_INVALID_ARG_VALUE('type', type);
    }
    if (typeof handle !== 'object' || handle === null) {
      throw new ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    }
    this.#type = type;
    WeakMapPrototypeSet(secrets, this, handle);
  }

  static from(key) {
    const secret = typeof key === 'object' && key !== null ? keySecret(key) : undefined;
    if (secret === undefined) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return ArrayBufferIsView(secret) ? new SecretKeyObject(secret) : ofHandle(secret);
  }

  get type() {
    return this.#type;
  }

  equals(other) {
    if (!(other instanceof KeyObject)) {
      throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', other);
    }
    if (other.type !== this.type) return false;
    const mine = comparable(this), its = comparable(other);
    return mine.length === its.length && timingSafeEqual(mine, its);
  }
}

function comparable(key) {
  const handle = WeakMapPrototypeGet(secrets, key);
  return key.type === 'secret' ? handle :
    keyWrite(handle, key.type === 'public' ? 'spki' : 'pkcs8');
}

ObjectDefineProperty(KeyObject.prototype, SymbolToStringTag, {
  __proto__: null, value: 'KeyObject', configurable: true,
});

class SecretKeyObject extends KeyObject {
  constructor(secret) {
    super('secret', secret);
  }

  get symmetricKeySize() {
    return WeakMapPrototypeGet(secrets, this).length;
  }

  export(options) {
    const secret = WeakMapPrototypeGet(secrets, this);
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: base64url(secret) };
    }
    return bufferFrom(secret);
  }
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType() {
    return keyFacts(WeakMapPrototypeGet(secrets, this))[0];
  }

  get asymmetricKeyDetails() {
    const { 0: type, 2: detail, 3: exponent } = keyFacts(WeakMapPrototypeGet(secrets, this));
    if (type === 'rsa') return { modulusLength: detail, publicExponent: BigInt(exponent) };
    return type === 'ec' ? { namedCurve: detail } : {};
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('public', handle);
  }

  export(options) {
    return exported(WeakMapPrototypeGet(secrets, this), options, true);
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('private', handle);
  }

  export(options) {
    if (options?.passphrase !== undefined && options.format === 'jwk') {
      throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('jwk', 'does not support encryption');
    }
    return exported(WeakMapPrototypeGet(secrets, this), options, false);
  }
}

const ofHandle = (handle) =>
  (keyFacts(handle)[1] ? new PrivateKeyObject(handle) : new PublicKeyObject(handle));

// The forms of keys, with what PEM calls them.
const LABELS = {
  '__proto__': null,
  'spki': 'PUBLIC KEY',
  'pkcs8': 'PRIVATE KEY',
  'pkcs1-public': 'RSA PUBLIC KEY',
  'pkcs1': 'RSA PRIVATE KEY',
  'sec1': 'EC PRIVATE KEY',
};
const FORMS = { __proto__: null };
for (const form in LABELS) FORMS[LABELS[form]] = form;

function exported(handle, options, isPublic) {
  if (typeof options !== 'object' || options === null) {
    throw new ERR_INVALID_ARG_TYPE('options', 'object', options);
  }
  const { format, type } = options;
  if (format === 'jwk') return jwkOf(handle);
  return encodedKey(handle, options, isPublic, 'options');
}

function encodedKey(handle, { format, type, cipher, passphrase }, isPublic, name) {
  const { 0: kind } = keyFacts(handle);
  if (format !== 'pem' && format !== 'der') {
    throw new ERR_INVALID_ARG_VALUE(`${name}.format`, format);
  }
  const allowed = isPublic ? ['spki', 'pkcs1'] : ['pkcs8', 'pkcs1', 'sec1'];
  if (!ArrayPrototypeIncludes(allowed, type)) {
    throw new ERR_INVALID_ARG_VALUE(`${name}.type`, type);
  }
  if (type === 'pkcs1' && kind !== 'rsa') {
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('pkcs1', 'can only be used for RSA keys');
  }
  if (type === 'sec1' && kind !== 'ec') {
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('sec1', 'can only be used for EC keys');
  }
  if (!isPublic && (cipher !== undefined && cipher !== null || passphrase !== undefined)) {
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('encrypting private keys');
  }
  const form = isPublic && type === 'pkcs1' ? 'pkcs1-public' : type;
  const bytes = keyWrite(handle, form);
  if (format === 'der') return bytes;
  const text = FunctionPrototypeCall(toString, bytes, 'base64');
  const lines = RegExpPrototypeSymbolReplace(/.{1,64}/g, text, '$&\n');
  return `-----BEGIN ${LABELS[form]}-----\n${lines}-----END ${LABELS[form]}-----\n`;
}

function jwkOf(handle) {
  const jwk = {};
  const parts = keyParts(handle);
  if (parts.kty === 'EC') {
    // Their order is that of Node.
    const { kty, x, y, crv, d } = parts;
    const texts = { kty, x: base64url(x), y: base64url(y), crv };
    return d === undefined ? texts : { ...texts, d: base64url(d) };
  }
  if (parts.kty === 'OKP') {
    const { kty, crv, d, x } = parts;
    const secret = d === undefined ? {} : { d: base64url(d) };
    return { crv, ...secret, x: base64url(x), kty };
  }
  for (const name in parts) {
    jwk[name] = typeof parts[name] === 'string' ? parts[name] : base64url(parts[name]);
  }
  return jwk;
}

const CURVES = ['P-256', 'secp256k1', 'P-384', 'P-521'];

function jwkKey(jwk, isPublic) {
  validateObject(jwk, 'key.key');
  const { kty, crv } = jwk;
  const number = (name) => {
    validateString(jwk[name], `key.${name}`);
    return bufferFrom(jwk[name], 'base64url');
  };
  const made = (handle) => {
    if (handle === undefined) throw new ERR_CRYPTO_INVALID_JWK();
    return isPublic ? keyPublic(handle) : handle;
  };
  const isPrivate = jwk.d !== undefined;
  if (kty === 'RSA') {
    if (isPublic || !isPrivate) {
      if (!isPublic) throw new ERR_CRYPTO_INVALID_JWK();
      return made(keyOfParts('rsa', false, number('n'), number('e')));
    }
    return made(keyOfParts(
      'rsa', true, number('n'), number('e'), number('d'), number('p'), number('q')));
  }
  if (kty === 'EC') {
    validateString(crv, 'key.crv');
    if (!ArrayPrototypeIncludes(CURVES, crv)) throw new ERR_CRYPTO_JWK_UNSUPPORTED_CURVE(crv);
    const x = number('x'), y = number('y');
    if (!isPublic) return made(keyOfParts(crv, true, number('d')));
    return made(keyOfParts(crv, false, Buffer.concat([bufferFrom([4]), x, y])));
  }
  if (kty === 'OKP') {
    validateString(crv, 'key.crv');
    if (crv !== 'Ed25519' && crv !== 'X25519') {
      throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`JWK curve ${crv}`);
    }
    return made(keyOfParts(crv, !isPublic, number(isPublic ? 'x' : 'd')));
  }
  const error = new ERR_CRYPTO_INVALID_JWK();
  error.message = 'Invalid JWK format';
  throw error;
}

// The handle of the key in a text of PEM.
function pemKey(text, isPublic) {
  const pattern = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g;
  let match;
  while ((match = RegExpPrototypeExec(pattern, text)) !== null) {
    const { 1: label, 2: body } = match;
    if (label === 'ENCRYPTED PRIVATE KEY' || StringPrototypeIncludes(body, 'ENCRYPTED')) {
      throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('decrypting private keys');
    }
    if (label === 'CERTIFICATE') {
      throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('keys of certificates');
    }
    const form = FORMS[label];
    if (form === undefined) continue;
    const handle = keyRead(bufferFrom(body, 'base64'), form);
    if (handle === undefined || !isPublic && !keyFacts(handle)[1]) throw unreadable();
    return handle;
  }
  throw unreadable();
}

const KEY_TYPES = ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

// The handle of a key of a pair, given in any of the ways in which it can be.
function pairKey(key, isPublic, allowsObjects = true, name = 'key') {
  const types = allowsObjects ?
    [...KEY_TYPES, 'KeyObject', 'CryptoKey'] : KEY_TYPES;
  const known = handleOf(key, isPublic);
  if (known !== undefined) return known;
  const isBytes = (value) =>
    typeof value === 'string' || ArrayBufferIsView(value) || isAnyBuffer(value);
  let data = key, format = 'pem', type, encoding;
  if (!isBytes(key)) {
    if (typeof key !== 'object' || key === null) throw new ERR_INVALID_ARG_TYPE(name, types, key);
    const inner = handleOf(key.key, isPublic);
    if (inner !== undefined) return inner;
    if (key.format === 'jwk') return jwkKey(key.key, isPublic);
    ({ key: data, type, encoding } = key);
    format = key.format ?? 'pem';
    if (!isBytes(data)) throw new ERR_INVALID_ARG_TYPE(`${name}.key`, types, data);
    if (format !== 'pem' && format !== 'der') {
      throw new ERR_INVALID_ARG_VALUE(`${name}.format`, format);
    }
    if (key.passphrase !== undefined && format === 'der') {
      throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('decrypting private keys');
    }
  }
  if (format === 'pem') {
    const text = typeof data === 'string' ? data :
      FunctionPrototypeCall(toString, bufferFrom(data.buffer ?? data, data.byteOffset,
                                                 data.byteLength), 'latin1');
    const handle = pemKey(text, isPublic);
    return isPublic ? keyPublic(handle) : handle;
  }
  const allowed = ['spki', 'pkcs8', 'pkcs1', 'sec1'];
  if (!ArrayPrototypeIncludes(allowed, type)) {
    throw new ERR_INVALID_ARG_VALUE(`${name}.type`, type);
  }
  const bytes = bytesOf(data, `${name}.key`, encoding);
  let handle = isPublic && type === 'pkcs1' ? keyRead(bytes, 'pkcs1-public') : undefined;
  handle ??= keyRead(bytes, type);
  if (handle === undefined || !isPublic && !keyFacts(handle)[1]) {
    throw opensslError('0680008E', 'asn1 encoding routines', 'not enough data');
  }
  return isPublic ? keyPublic(handle) : handle;
}

// The handle of a KeyObject or CryptoKey; undefined for what is none.
function handleOf(key, isPublic) {
  if (typeof key !== 'object' || key === null) return undefined;
  const handle = WeakMapPrototypeGet(secrets, key) ?? keySecret(key);
  if (handle === undefined) return undefined;
  if (ArrayBufferIsView(handle)) {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(
      'secret', isPublic ? 'private or public' : 'private');
  }
  const { 1: isPrivate } = keyFacts(handle);
  if (!isPublic && !isPrivate) throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE('public', 'private');
  return handle;
}

// The bytes of a secret key of either kind; undefined for what is none.
function secretOf(key) {
  const secret = WeakMapPrototypeGet(secrets, key) ?? keySecret(key);
  if (secret === undefined || ArrayBufferIsView(secret)) return secret;
  throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(keyFacts(secret)[1] ? 'private' : 'public', 'secret');
}

function createSecretKey(key, encoding) {
  const bytes = bytesOf(
    key, 'key', encoding, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView']);
  return new SecretKeyObject(bufferFrom(ArrayBufferIsView(bytes) ?
    bufferFrom(bytes.buffer, bytes.byteOffset, bytes.byteLength) : bufferFrom(bytes)));
}

function createPrivateKey(key) {
  if (typeof key === 'object' && key !== null && WeakMapPrototypeGet(secrets, key)) {
    throw new ERR_INVALID_ARG_TYPE('key', KEY_TYPES, key);
  }
  return new PrivateKeyObject(pairKey(key, false, false));
}

function createPublicKey(key) {
  if (key instanceof KeyObject && key.type !== 'private') {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private');
  }
  return new PublicKeyObject(keyPublic(pairKey(key, true, false)));
}

module.exports = {
  KeyObject, PrivateKeyObject, PublicKeyObject, SecretKeyObject, createPrivateKey,
  createPublicKey, createSecretKey, encodedKey, handleOf, jwkOf, opensslError, pairKey, secretOf,
};
