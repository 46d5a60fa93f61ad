// Hashes, HMACs, random values, keys from passwords: https://nodejs.org/api/crypto.html
//
// Ciphers, keys and what keys of pairs do are texts of their own. What minijs doesn't have (finite
// fields' Diffie-Hellman, primes, certificates, Argon2) is there by name, and says so when it is called.

const {
  copy, digest, digestLength, fill, hashNames, hkdf: deriveHkdf, newHash, newHmac,
  pbkdf2: derivePbkdf2, randomUUID: newUUID, randomUUIDv7: newUUIDv7, scrypt: deriveScrypt,
  isAnyBuffer, timingSafeEqual, update, webcrypto,
} = internalBinding('crypto');
const {
  codes: {
    ERR_CRYPTO_HASH_FINALIZED, ERR_CRYPTO_INVALID_DIGEST, ERR_CRYPTO_INVALID_KEYLEN,
    ERR_CRYPTO_INVALID_SCRYPT_PARAMS, ERR_FEATURE_UNAVAILABLE_ON_PLATFORM,
    ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const {
  validateBoolean, validateEncoding, validateFunction, validateInt32, validateInteger,
  validateNumber, validateObject, validateString, validateUint32,
} = require('internal/validators');
const { Buffer } = require('buffer');
const {
  LazyTransform, bytesOf, encoded, inherit, isView, later,
} = require('internal/crypto/util');
const ciphers = require('internal/crypto/cipher');
const keys = require('internal/crypto/keys');
const pairs = require('internal/crypto/pairs');

const { KeyObject, secretOf } = keys;

const { alloc, isEncoding } = Buffer;
const { readUIntBE } = Buffer.prototype;

const kHandle = Symbol('kHandle');
const kState = Symbol('kState');
const kFinalized = Symbol('kFinalized');
const MAX_INT32 = 2 ** 31 - 1;
const MAX_RANGE = 2 ** 48 - 1;

// The methods that Hash and Hmac share.
function _transform(chunk, encoding, callback) {
  update(this[kHandle], chunk, encoding);
  callback();
}

function _flush(callback) {
  this.push(digest(this[kHandle]));
  callback();
}

function updateHash(data, encoding) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  if (typeof data === 'string') {
    validateEncoding(data, encoding);
  } else if (!isView(data)) {
    throw new ERR_INVALID_ARG_TYPE(
      'data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  update(this[kHandle], data, encoding);
  return this;
}

function outputLength(options) {
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  return length;
}

function initialize(self, handle, options) {
  FunctionPrototypeCall(LazyTransform, self, options);
  self[kHandle] = handle;
  self[kState] = { [kFinalized]: false };
}

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  const isCopy = typeof algorithm === 'object' && algorithm !== null && algorithm[kHandle];
  if (!isCopy) validateString(algorithm, 'algorithm');
  const length = outputLength(options);
  const handle = isCopy ? copy(algorithm[kHandle], length) : newHash(algorithm, length);
  if (handle === undefined) throw new Error('Digest method not supported');
  initialize(this, handle, options);
}

inherit(Hash, LazyTransform);

Hash.prototype.copy = function copy(options) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(this, options);
};
Hash.prototype._transform = _transform;
Hash.prototype._flush = _flush;
Hash.prototype.update = updateHash;
Hash.prototype.digest = function(encoding) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  this[kState][kFinalized] = true;
  return encoded(digest(this[kHandle]), encoding);
};

const KEY_TYPES = [
  'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'KeyObject', 'CryptoKey',
];

function keyBytes(key, encoding) {
  const secret = typeof key === 'object' && key !== null ? secretOf(key) : undefined;
  return secret ?? bytesOf(key, 'key', encoding, KEY_TYPES);
}

function Hmac(hmac, key, options) {
  if (!new.target) return new Hmac(hmac, key, options);
  validateString(hmac, 'hmac');
  const handle = newHmac(hmac, keyBytes(key, options?.encoding));
  if (handle === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(hmac);
  initialize(this, handle, options);
}

inherit(Hmac, LazyTransform);

Hmac.prototype.update = updateHash;
Hmac.prototype.digest = function(encoding) {
  const bytes = digest(this[kHandle]);
  this[kState][kFinalized] = true;
  return encoded(bytes, encoding);
};
Hmac.prototype._flush = _flush;
Hmac.prototype._transform = _transform;
// Names that mean something else here.
ObjectDefineProperty(updateHash, 'name', { __proto__: null, value: 'update' });
ObjectDefineProperty(Hash.prototype.digest, 'name', { __proto__: null, value: 'digest' });
ObjectDefineProperty(Hmac.prototype.digest, 'name', { __proto__: null, value: 'digest' });

function createHash(algorithm, options) {
  return new Hash(algorithm, options);
}

function createHmac(hmac, key, options) {
  return new Hmac(hmac, key, options);
}

function hash(algorithm, input, options) {
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !isView(input)) {
    throw new ERR_INVALID_ARG_TYPE(
      'input', ['string', 'Buffer', 'TypedArray', 'DataView'], input);
  }
  let encoding = 'hex', length;
  if (typeof options === 'string') {
    encoding = options;
  } else if (options !== undefined) {
    validateObject(options, 'options');
    encoding = options.outputEncoding ?? encoding;
    length = outputLength(options);
  }
  validateString(encoding, 'outputEncoding');
  const wanted = StringPrototypeToLowerCase(encoding);
  if (wanted !== 'buffer' && !isEncoding(wanted)) {
    throw new ERR_INVALID_ARG_VALUE('outputEncoding', encoding);
  }
  const handle = newHash(algorithm, length);
  if (handle === undefined) throw new Error(`Digest method ${algorithm} is not supported`);
  update(handle, input, 'utf8');
  return encoded(digest(handle), wanted);
}

// Random values.

function checkedRange(buf, offset, size) {
  if (!isAnyBuffer(buf) && !isView(buf)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buf);
  }
  const unit = buf.BYTES_PER_ELEMENT ?? 1;
  validateNumber(offset, 'offset');
  const from = offset * unit;
  if (!(from >= 0 && from <= buf.byteLength)) {
    throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${buf.byteLength}`, from);
  }
  if (size === undefined) return { from, count: buf.byteLength - from };
  validateNumber(size, 'size');
  const count = size * unit;
  if (!(count >= 0 && count <= MAX_INT32)) {
    throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${MAX_INT32}`, count);
  }
  if (count + from > buf.byteLength) {
    throw new ERR_OUT_OF_RANGE('size + offset', `<= ${buf.byteLength}`, count + from);
  }
  return { from, count };
}

function randomFillSync(buf, offset = 0, size) {
  const { from, count } = checkedRange(buf, offset, size);
  fill(buf, from, count);
  return buf;
}

function randomFill(buf, offset, size, callback) {
  if (!isAnyBuffer(buf) && !isView(buf)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buf);
  }
  if (typeof offset === 'function') {
    callback = offset;
    offset = 0;
    size = undefined;
  } else if (typeof size === 'function') {
    callback = size;
    size = undefined;
  } else {
    validateFunction(callback, 'callback');
  }
  const { from, count } = checkedRange(buf, offset, size);
  later(callback, () => {
    fill(buf, from, count);
    return buf;
  });
}

function randomBytes(size, callback) {
  validateNumber(size, 'size', 0, MAX_INT32);
  if (callback !== undefined) validateFunction(callback, 'callback');
  const buf = alloc(size);
  if (callback === undefined) {
    fill(buf, 0, size);
    return buf;
  }
  later(callback, () => {
    fill(buf, 0, size);
    return buf;
  });
}

function checkedInteger(value, name) {
  if (!NumberIsSafeInteger(value)) throw new ERR_INVALID_ARG_TYPE(name, 'a safe integer', value);
}

// An integer below `range`: of the 48 random bits those are left out that would favour some.
function integerBelow(range) {
  const bits = alloc(6);
  const limit = MAX_RANGE - (MAX_RANGE % range);
  while (true) {
    fill(bits, 0, 6);
    const value = FunctionPrototypeCall(readUIntBE, bits, 0, 6);
    if (value < limit) return value % range;
  }
}

function randomInt(min, max, callback) {
  if (max === undefined || typeof max === 'function') {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) validateFunction(callback, 'callback');
  checkedInteger(min, 'min');
  checkedInteger(max, 'max');
  if (max <= min) {
    throw new ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  }
  const range = max - min;
  if (!(range <= MAX_RANGE)) throw new ERR_OUT_OF_RANGE('max - min', `<= ${MAX_RANGE}`, range);
  if (callback === undefined) return min + integerBelow(range);
  require('process').nextTick(callback, undefined, min + integerBelow(range));
}

function checkUUIDOptions(options) {
  if (options === undefined) return;
  validateObject(options, 'options');
  if (options.disableEntropyCache !== undefined) {
    validateBoolean(options.disableEntropyCache, 'options.disableEntropyCache');
  }
}

function randomUUID(options) {
  checkUUIDOptions(options);
  return newUUID();
}

function randomUUIDv7(options) {
  checkUUIDOptions(options);
  return newUUIDv7();
}

// Keys from passwords and other keys.

function pbkdf2Checked(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = bytesOf(password, 'password');
  salt = bytesOf(salt, 'salt');
  validateInteger(iterations, 'iterations', 1, MAX_INT32);
  validateInteger(keylen, 'keylen', 0, MAX_INT32);
  if (digestLength(digest) === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(digest);
  return () => derivePbkdf2(password, salt, iterations, keylen, digest);
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  const run = pbkdf2Checked(password, salt, iterations, keylen, digest);
  validateFunction(callback, 'callback');
  later(callback, run);
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  return pbkdf2Checked(password, salt, iterations, keylen, digest)();
}

const SCRYPT_OPTIONS = [
  ['N', 'cost', 16384], ['r', 'blockSize', 8], ['p', 'parallelization', 1],
];

function scryptChecked(password, salt, keylen, options) {
  password = bytesOf(password, 'password');
  salt = bytesOf(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  const costs = { __proto__: null, N: 16384, r: 8, p: 1 };
  let maxmem = 32 << 20;
  if (options !== undefined && options !== null) {
    for (let i = 0; i < SCRYPT_OPTIONS.length; i++) {
      const { 0: short, 1: long } = SCRYPT_OPTIONS[i];
      const given = options[short] !== undefined;
      if (given) {
        costs[short] = options[short];
        validateUint32(costs[short], short);
      }
      if (options[long] !== undefined) {
        if (given) throw new ERR_INCOMPATIBLE_OPTION_PAIR(short, long);
        costs[short] = options[long];
        validateUint32(costs[short], long);
      }
      if (costs[short] === 0) costs[short] = SCRYPT_OPTIONS[i][2];
    }
    if (options.maxmem !== undefined) {
      maxmem = options.maxmem;
      validateInteger(maxmem, 'maxmem', 0);
    }
  }
  const { N, r, p } = costs;
  // A power of two above 1.
  if (N < 2 || MathLog2(N) % 1 !== 0) throw new ERR_CRYPTO_INVALID_SCRYPT_PARAMS();
  if (p > (2 ** 30 - 1) / r || MathLog2(N) >= 16 * r || 128 * r * (N + p + 2) > maxmem) {
    const error = new ERR_CRYPTO_INVALID_SCRYPT_PARAMS();
    error.message += ': error:030000AC:digital envelope routines::memory limit exceeded';
    throw error;
  }
  return () => deriveScrypt(password, salt, keylen, N, r, p);
}

function scrypt(password, salt, keylen, options, callback = options) {
  if (callback === options) options = undefined;
  const run = scryptChecked(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  later(callback, run);
}

function scryptSync(password, salt, keylen, options = undefined) {
  return scryptChecked(password, salt, keylen, options)();
}

const BYTES = ['string', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'];

function hkdfChecked(digest, key, salt, info, length) {
  validateString(digest, 'digest');
  const secret = typeof key === 'object' && key !== null ? secretOf(key) : undefined;
  key = secret ?? bytesOf(key, 'ikm', undefined, [
    'string', 'SecretKeyObject', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer',
  ]);
  salt = bytesOf(salt, 'salt', undefined, BYTES);
  info = bytesOf(info, 'info', undefined, BYTES);
  validateInteger(length, 'length', 0, NumberMAX_SAFE_INTEGER);
  if (info.byteLength > 1024) {
    throw new ERR_OUT_OF_RANGE('info', 'must not contain more than 1024 bytes', info.byteLength);
  }
  const size = digestLength(digest);
  if (size === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(digest);
  if (length > 255 * size) throw new ERR_CRYPTO_INVALID_KEYLEN();
  return () => deriveHkdf(digest, key, salt, info, length);
}

function hkdf(digest, key, salt, info, length, callback) {
  const run = hkdfChecked(digest, key, salt, info, length);
  validateFunction(callback, 'callback');
  later(callback, run);
}

function hkdfSync(digest, key, salt, info, length) {
  return hkdfChecked(digest, key, salt, info, length)();
}

// Whether a digest's class was said to be deprecated.
const warned = { __proto__: null };

// A class as it is reached by its own name, which is deprecated.
function withWarning(Class, code) {
  function deprecated(...args) {
    if (warned[code] === undefined) {
      warned[code] = true;
      const text = `crypto.${Class.name} constructor is deprecated.`;
      require('process').emitWarning(text, 'DeprecationWarning', code);
    }
    return ReflectConstruct(Class, args, new.target ? new.target : Class);
  }
  deprecated.prototype = Class.prototype;
  ObjectSetPrototypeOf(deprecated, Class);
  const { length } = Class;
  ObjectDefineProperty(deprecated, 'length', { __proto__: null, value: length, configurable: true });
  return deprecated;
}

function unavailable(name) {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`crypto.${name}`);
}

// What there is by name only.
function missing(name, length) {
  const does = {
    [name]: function () {
      unavailable(name);
    },
  }[name];
  ObjectDefineProperty(does, 'length', { __proto__: null, value: length, configurable: true });
  return does;
}

const unnamed = (fn) => ObjectDefineProperty(fn, 'name', { __proto__: null, value: '' });

const constants = {
  __proto__: null,
  OPENSSL_VERSION_NUMBER: 810549376, SSL_OP_ALL: 2147485776, SSL_OP_ALLOW_NO_DHE_KEX: 1024,
  SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION: 262144, SSL_OP_CIPHER_SERVER_PREFERENCE: 4194304,
  SSL_OP_CISCO_ANYCONNECT: 32768, SSL_OP_COOKIE_EXCHANGE: 8192,
  SSL_OP_CRYPTOPRO_TLSEXT_BUG: 2147483648, SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS: 2048,
  SSL_OP_LEGACY_SERVER_CONNECT: 4, SSL_OP_NO_COMPRESSION: 131072,
  SSL_OP_NO_ENCRYPT_THEN_MAC: 524288, SSL_OP_NO_QUERY_MTU: 4096,
  SSL_OP_NO_RENEGOTIATION: 1073741824, SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION: 65536,
  SSL_OP_NO_SSLv2: 0, SSL_OP_NO_SSLv3: 33554432, SSL_OP_NO_TICKET: 16384,
  SSL_OP_NO_TLSv1: 67108864, SSL_OP_NO_TLSv1_1: 268435456, SSL_OP_NO_TLSv1_2: 134217728,
  SSL_OP_NO_TLSv1_3: 536870912, SSL_OP_PRIORITIZE_CHACHA: 2097152,
  SSL_OP_TLS_ROLLBACK_BUG: 8388608, ENGINE_METHOD_RSA: 1, ENGINE_METHOD_DSA: 2,
  ENGINE_METHOD_DH: 4, ENGINE_METHOD_RAND: 8, ENGINE_METHOD_EC: 2048, ENGINE_METHOD_CIPHERS: 64,
  ENGINE_METHOD_DIGESTS: 128, ENGINE_METHOD_PKEY_METHS: 512, ENGINE_METHOD_PKEY_ASN1_METHS: 1024,
  ENGINE_METHOD_ALL: 65535, ENGINE_METHOD_NONE: 0, DH_CHECK_P_NOT_SAFE_PRIME: 2,
  DH_CHECK_P_NOT_PRIME: 1, DH_UNABLE_TO_CHECK_GENERATOR: 4, DH_NOT_SUITABLE_GENERATOR: 8,
  RSA_PKCS1_PADDING: 1, RSA_SSLV23_PADDING: 2, RSA_NO_PADDING: 3, RSA_PKCS1_OAEP_PADDING: 4,
  RSA_X931_PADDING: 5, RSA_PKCS1_PSS_PADDING: 6, RSA_PSS_SALTLEN_DIGEST: -1,
  RSA_PSS_SALTLEN_MAX_SIGN: -2, RSA_PSS_SALTLEN_AUTO: -2,
  defaultCoreCipherList:
    'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:' +
    'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:' +
    'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:' +
    'ECDHE-RSA-AES128-SHA256:DHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:' +
    'DHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-SHA256:DHE-RSA-AES256-SHA256:' +
    'HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5:!PSK:!SRP:!CAMELLIA',
  TLS1_VERSION: 769, TLS1_1_VERSION: 770,
  TLS1_2_VERSION: 771, TLS1_3_VERSION: 772, POINT_CONVERSION_COMPRESSED: 2,
  POINT_CONVERSION_UNCOMPRESSED: 4, POINT_CONVERSION_HYBRID: 6,
};

module.exports = {
  argon2: missing('argon2', 3),
  argon2Sync: missing('argon2Sync', 2),
  checkPrime: missing('checkPrime', 1),
  checkPrimeSync: missing('checkPrimeSync', 1),
  createCipheriv: ciphers.createCipheriv,
  createDecipheriv: ciphers.createDecipheriv,
  createDiffieHellman: missing('createDiffieHellman', 4),
  createDiffieHellmanGroup: missing('createDiffieHellmanGroup', 1),
  createECDH: pairs.createECDH,
  createHash,
  createHmac,
  createPrivateKey: keys.createPrivateKey,
  createPublicKey: keys.createPublicKey,
  createSecretKey: keys.createSecretKey,
  createSign: pairs.createSign,
  createVerify: pairs.createVerify,
  diffieHellman: pairs.diffieHellman,
  generatePrime: missing('generatePrime', 3),
  generatePrimeSync: missing('generatePrimeSync', 1),
  getCiphers: unnamed(() => ciphers.cipherNames()),
  getCipherInfo: ciphers.getCipherInfo,
  getCurves: unnamed(() => pairs.curveNames()),
  getDiffieHellman: missing('createDiffieHellmanGroup', 1),
  getHashes: unnamed(() => hashNames()),
  hkdf,
  hkdfSync,
  pbkdf2,
  pbkdf2Sync,
  generateKeyPair: pairs.generateKeyPair,
  generateKeyPairSync: pairs.generateKeyPairSync,
  generateKey: pairs.generateKey,
  generateKeySync: pairs.generateKeySync,
  privateDecrypt: pairs.privateDecrypt,
  privateEncrypt: pairs.privateEncrypt,
  publicDecrypt: pairs.publicDecrypt,
  publicEncrypt: pairs.publicEncrypt,
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID,
  randomUUIDv7,
  scrypt,
  scryptSync,
  sign: pairs.signOneShot,
  setEngine: missing('setEngine', 2),
  timingSafeEqual,
  getFips: function () {
    return 0;
  },
  setFips: missing('setFips', 1),
  verify: pairs.verifyOneShot,
  hash,
  encapsulate: missing('encapsulate', 2),
  decapsulate: missing('decapsulate', 3),
  Certificate: missing('Certificate', 0),
  Cipheriv: ciphers.Cipheriv,
  Decipheriv: ciphers.Decipheriv,
  DiffieHellman: missing('DiffieHellman', 4),
  DiffieHellmanGroup: missing('DiffieHellmanGroup', 1),
  ECDH: pairs.ECDH,
  Hash: withWarning(Hash, 'DEP0179'),
  Hmac: withWarning(Hmac, 'DEP0181'),
  KeyObject,
  Sign: pairs.Sign,
  Verify: pairs.Verify,
  X509Certificate: missing('X509Certificate', 1),
  secureHeapUsed: missing('secureHeapUsed', 0),
};

function define(name, descriptor) {
  ObjectDefineProperty(module.exports, name, {
    __proto__: null, enumerable: true, ...descriptor,
  });
}

// It works without its object too.
function getRandomValues(array) {
  return FunctionPrototypeCall(ofWebcrypto, webcrypto, array);
}

const { getRandomValues: ofWebcrypto } = webcrypto;

define('constants', { value: constants });
define('webcrypto', {
  configurable: false,
  get() {
    return webcrypto;
  },
});
define('subtle', {
  configurable: false,
  get() {
    return webcrypto.subtle;
  },
});
define('getRandomValues', {
  configurable: false,
  get() {
    return getRandomValues;
  },
});
