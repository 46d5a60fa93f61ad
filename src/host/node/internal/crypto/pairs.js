// What keys of pairs do: sign, encipher, agree; and how they are made.
// https://nodejs.org/api/crypto.html#class-sign

const {
  curveNames, curvePoint, digest: finishHash, digestLength, fill, generateOther, generateRsa,
  keyAgree, keyCrypt, keyFacts, keyOfParts, keyParts, keyPublic, keySign, keyVerify, newHash,
  update: updateHash,
} = internalBinding('crypto');
const {
  codes: {
    ERR_CRYPTO_INCOMPATIBLE_KEY, ERR_CRYPTO_INVALID_CURVE, ERR_CRYPTO_INVALID_DIGEST,
    ERR_CRYPTO_SIGN_KEY_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const {
  validateEncoding, validateFunction, validateInteger, validateObject, validateOneOf,
  validateString, validateUint32,
} = require('internal/validators');
const { Buffer } = require('buffer');
const { Writable } = require('stream');
const { bytesOf, encoded, inherit, isView, later } = require('internal/crypto/util');
const {
  PrivateKeyObject, PublicKeyObject, SecretKeyObject, encodedKey, handleOf, jwkOf, opensslError,
  pairKey,
} = require('internal/crypto/keys');

const { alloc } = Buffer;
const kHash = Symbol('kHash');

function codedError(Class, code, message) {
  const error = new Class(message);
  error.code = code;
  return error;
}

const unsupported = () => opensslError(
  '03000096', 'digital envelope routines', 'operation not supported for this keytype');

// How a signature is made: padding and salt of RSA, the form of that of a curve.
function signatureOptions(options) {
  const { padding, saltLength, dsaEncoding } = options;
  if (padding !== undefined && padding !== null && padding !== padding >> 0) {
    throw new ERR_INVALID_ARG_VALUE('options.padding', padding);
  }
  if (saltLength !== undefined && saltLength !== null && saltLength !== saltLength >> 0) {
    throw new ERR_INVALID_ARG_VALUE('options.saltLength', saltLength);
  }
  if (dsaEncoding !== undefined && dsaEncoding !== 'der' && dsaEncoding !== 'ieee-p1363') {
    throw new ERR_INVALID_ARG_VALUE('options.dsaEncoding', dsaEncoding);
  }
  return [padding ?? undefined, saltLength ?? undefined, dsaEncoding !== 'ieee-p1363'];
}

const hashed = (name, data) => {
  const hash = newHash(name);
  updateHash(hash, data);
  return finishHash(hash);
};

// Sign and Verify collect what is written in a hash.
function start(self, algorithm, options) {
  validateString(algorithm, 'algorithm');
  const hash = newHash(algorithm);
  if (hash === undefined) {
    const error = new ERR_CRYPTO_INVALID_DIGEST(algorithm);
    error.message = 'Invalid digest';
    throw error;
  }
  self[kHash] = { hash, algorithm };
  FunctionPrototypeCall(Writable, self, options);
}

function update(data, encoding) {
  if (typeof data === 'string') {
    validateEncoding(data, encoding);
  } else if (!isView(data)) {
    throw new ERR_INVALID_ARG_TYPE(
      'data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  updateHash(this[kHash].hash, data, encoding);
  return this;
}

function _write(chunk, encoding, callback) {
  this.update(chunk, encoding);
  callback();
}

const noMessages = (handle) => {
  const { 0: type } = keyFacts(handle);
  if (type === 'x25519') throw unsupported();
  if (type === 'ed25519') {
    throw codedError(Error, 'ERR_CRYPTO_UNSUPPORTED_OPERATION', 'Unsupported crypto operation');
  }
};

function Sign(algorithm, options) {
  if (!new.target) return new Sign(algorithm, options);
  start(this, algorithm, options);
}

inherit(Sign, Writable);

Sign.prototype._write = _write;
Sign.prototype.update = update;
Sign.prototype.sign = function sign(options, encoding) {
  if (!options) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const handle = pairKey(options, false, true);
  const parameters = signatureOptions(options);
  noMessages(handle);
  const { hash, algorithm } = this[kHash];
  const signature = keySign(handle, algorithm, finishHash(hash), ...parameters);
  if (signature === undefined) throw failedSignature(handle, parameters);
  return encoded(signature, encoding);
};

function failedSignature(handle, { 0: padding }) {
  const { 0: type } = keyFacts(handle);
  if (type === 'rsa') {
    return opensslError('02000070', 'rsa routines', padding === 6 ?
      'data too large for key size' : 'digest too big for rsa key');
  }
  return unsupported();
}

function Verify(algorithm, options) {
  if (!new.target) return new Verify(algorithm, options);
  start(this, algorithm, options);
}

inherit(Verify, Writable);

Verify.prototype._write = _write;
Verify.prototype.update = update;
Verify.prototype.verify = function verify(options, signature, encoding) {
  const handle = pairKey(options, true, true);
  const parameters = signatureOptions(options);
  noMessages(handle);
  signature = bytesOf(signature, 'signature', encoding);
  const { hash, algorithm } = this[kHash];
  return !!keyVerify(handle, algorithm, finishHash(hash), signature, ...parameters);
};

// What is signed at once: a digest, or the message for keys that sign messages.
function prepared(algorithm, data, key, isPublic) {
  if (algorithm !== null && algorithm !== undefined) validateString(algorithm, 'algorithm');
  data = bytesOf(data, 'data', undefined, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView']);
  const handle = pairKey(key, isPublic, true);
  const parameters = signatureOptions(key);
  const { 0: type } = keyFacts(handle);
  if (type === 'x25519') throw unsupported();
  if (algorithm && digestLength(algorithm) === undefined) {
    throw new ERR_CRYPTO_INVALID_DIGEST(algorithm);
  }
  if (type === 'ed25519') {
    if (algorithm) throw opensslError('1C80007A', 'Provider routines', 'invalid digest');
    return { handle, algorithm: undefined, data, parameters };
  }
  algorithm ||= 'sha256';
  return { handle, algorithm, data: hashed(algorithm, data), parameters };
}

function signOneShot(algorithm, data, key, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (!key) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const given = prepared(algorithm, data, key, false);
  const run = () => {
    const signature = keySign(given.handle, given.algorithm, given.data, ...given.parameters);
    if (signature === undefined) throw failedSignature(given.handle, given.parameters);
    return signature;
  };
  if (callback === undefined) return run();
  later(callback, run);
}

function verifyOneShot(algorithm, data, key, signature, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  const given = prepared(algorithm, data, key, true);
  signature = bytesOf(
    signature, 'signature', undefined, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView']);
  const run = () => !!keyVerify(
    given.handle, given.algorithm, given.data, signature, ...given.parameters);
  if (callback === undefined) return run();
  later(callback, run);
}

ObjectDefineProperty(signOneShot, 'name', { __proto__: null, value: 'signOneShot' });

// RSA's enciphering: with the public key or with the private one.
function rsaCrypt(encrypts, withPrivate, standard) {
  return (options, buffer) => {
    const handle = pairKey(options, !withPrivate, true);
    if (keyFacts(handle)[0] !== 'rsa') throw unsupported();
    const { oaepHash = 'sha1', oaepLabel, padding = standard, encoding } = options;
    if (oaepHash !== undefined) validateString(oaepHash, 'key.oaepHash');
    if (digestLength(oaepHash) === undefined) {
      throw opensslError('03000098', 'digital envelope routines', 'invalid digest');
    }
    const label = oaepLabel === undefined ? alloc(0) :
      bytesOf(oaepLabel, 'key.oaepLabel', encoding);
    buffer = bytesOf(buffer, 'buffer', encoding);
    const made = keyCrypt(handle, encrypts, withPrivate, padding, oaepHash, label, buffer);
    if (made !== undefined) return made;
    if (encrypts) throw opensslError('0200006E', 'rsa routines', 'data too large for key size');
    throw padding === 4 ? opensslError('02000079', 'rsa routines', 'oaep decoding error') :
      opensslError('0200009F', 'rsa routines', 'pkcs decoding error');
  };
}

const publicEncrypt = rsaCrypt(true, false, 4);
const privateDecrypt = rsaCrypt(false, true, 4);
const privateEncrypt = rsaCrypt(true, true, 1);
const publicDecrypt = rsaCrypt(false, false, 1);

function diffieHellman(options, callback) {
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { privateKey, publicKey } = options;
  const given = (key, name, isPublic) => {
    const handle = typeof key === 'object' && key !== null ? handleOf(key, isPublic) : undefined;
    if (handle === undefined) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, key);
    return handle;
  };
  const mine = given(privateKey, 'privateKey', false);
  const other = given(publicKey, 'publicKey', true);
  const types = [keyFacts(mine)[0], keyFacts(other)[0]];
  if (types[0] !== types[1]) {
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY(
      'key types for Diffie-Hellman', `${types[0]} and ${types[1]}`);
  }
  const run = () => {
    const shared = keyAgree(mine, other);
    if (shared === undefined) {
      throw codedError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'diffieHellman failed');
    }
    return shared;
  };
  if (callback === undefined) return run();
  later(callback, run);
}

// Agreement on a curve: https://nodejs.org/api/crypto.html#class-ecdh
const kPair = Symbol('kPair');

function ECDH(curve) {
  if (!new.target) return new ECDH(curve);
  validateString(curve, 'curve');
  if (!ArrayPrototypeIncludes(curveNames(), curve)) throw new ERR_CRYPTO_INVALID_CURVE();
  this[kPair] = { curve, handle: undefined };
}

const POINT_FORMS = ['uncompressed', 'compressed', 'hybrid'];

// A point in one of its forms.
function formed(curve, point, format = 'uncompressed') {
  if (!ArrayPrototypeIncludes(POINT_FORMS, format)) {
    throw codedError(TypeError, 'ERR_CRYPTO_ECDH_INVALID_FORMAT', `Invalid ECDH format: ${format}`);
  }
  const made = curvePoint(curve, point, format === 'compressed');
  if (format === 'hybrid' && made !== undefined) made[0] = 6 | made[made.length - 1] & 1;
  return made;
}

function pointOf({ handle }) {
  const { x, y } = keyParts(handle);
  return Buffer.concat([Buffer.from([4]), x, y]);
}

ObjectAssign(ECDH.prototype, {
  generateKeys(encoding, format) {
    this[kPair].handle = generateOther(this[kPair].curve);
    return this.getPublicKey(encoding, format);
  },
  computeSecret(otherPublicKey, inputEncoding, outputEncoding) {
    const { curve, handle } = this[kPair];
    const bytes = bytesOf(otherPublicKey, 'otherPublicKey', inputEncoding);
    const other = keyOfParts(curve, false, bytes);
    if (other === undefined) {
      throw codedError(Error, 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY',
                       'Public key is not valid for specified curve');
    }
    if (handle === undefined) {
      throw codedError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to compute ECDH key');
    }
    return encoded(keyAgree(handle, other), outputEncoding);
  },
  getPrivateKey(encoding) {
    const { handle } = this[kPair];
    if (handle === undefined) {
      throw codedError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to get ECDH private key');
    }
    return encoded(keyParts(handle).d, encoding);
  },
  getPublicKey(encoding, format) {
    const { curve, handle } = this[kPair];
    if (handle === undefined) {
      throw codedError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to get ECDH public key');
    }
    return encoded(formed(curve, pointOf(this[kPair]), format), encoding);
  },
  setPrivateKey(key, encoding) {
    const { curve } = this[kPair];
    const handle = keyOfParts(curve, true, bytesOf(key, 'key', encoding));
    if (handle === undefined) {
      throw codedError(RangeError, 'ERR_CRYPTO_INVALID_KEYTYPE',
                       'Private key is not valid for specified curve.');
    }
    this[kPair].handle = handle;
    return this;
  },
});

ECDH.convertKey = function convertKey(key, curve, inputEncoding, outputEncoding, format) {
  validateString(curve, 'curve');
  if (!ArrayPrototypeIncludes(curveNames(), curve)) throw new ERR_CRYPTO_INVALID_CURVE();
  const made = formed(curve, bytesOf(key, 'key', inputEncoding), format);
  if (made === undefined) {
    throw codedError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to convert Buffer to EC_POINT');
  }
  return encoded(made, outputEncoding);
};

// Making keys.

// How a key is given out: as an object, or encoded at once.
function givenOut(handle, encoding, isPublic, name) {
  if (isPublic) handle = keyPublic(handle);
  if (encoding === undefined || encoding === null) {
    return isPublic ? new PublicKeyObject(handle) : new PrivateKeyObject(handle);
  }
  validateObject(encoding, name);
  return encoding.format === 'jwk' ? jwkOf(handle) : encodedKey(handle, encoding, isPublic, name);
}

function generator(type, options) {
  validateString(type, 'type');
  if (type === 'rsa' || type === 'rsa-pss') {
    if (type === 'rsa-pss') unsupportedType(type);
    if (options === undefined) throw new ERR_INVALID_ARG_TYPE('options', 'object', options);
    validateObject(options, 'options');
    const { modulusLength, publicExponent = 0x10001 } = options;
    validateUint32(modulusLength, 'options.modulusLength');
    validateUint32(publicExponent, 'options.publicExponent');
    return (callback) => generateRsa(modulusLength, publicExponent, callback);
  }
  if (type === 'ec') {
    if (options === undefined) throw new ERR_INVALID_ARG_TYPE('options', 'object', options);
    validateObject(options, 'options');
    const { namedCurve, paramEncoding } = options;
    validateString(namedCurve, 'options.namedCurve');
    if (paramEncoding !== undefined) {
      validateOneOf(paramEncoding, 'options.paramEncoding', ['named', 'explicit']);
    }
    return () => {
      const handle = generateOther(namedCurve);
      if (handle === undefined || keyFacts(handle)[0] !== 'ec') throw new ERR_CRYPTO_INVALID_CURVE();
      return handle;
    };
  }
  if (type === 'ed25519' || type === 'x25519') return () => generateOther(type);
  unsupportedType(type);
}

function unsupportedType(type) {
  throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
}

function pairOf(handle, options) {
  if (handle === undefined) throw opensslError('02000078', 'rsa routines', 'key size too small');
  return {
    publicKey: givenOut(handle, options?.publicKeyEncoding, true, 'options.publicKeyEncoding'),
    privateKey: givenOut(handle, options?.privateKeyEncoding, false, 'options.privateKeyEncoding'),
  };
}

function generateKeyPairSync(type, options) {
  return pairOf(generator(type, options)(), options);
}

function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const make = generator(type, options);
  const give = (error, pair) => {
    if (error) callback(error);
    else callback(null, pair.publicKey, pair.privateKey);
  };
  if (type !== 'rsa') {
    const handle = make();
    later(give, () => pairOf(handle, options));
    return;
  }
  make((handle) => {
    let pair, error = null;
    try {
      pair = pairOf(handle, options);
    } catch (thrown) {
      error = thrown;
    }
    give(error, pair);
  });
}

ObjectDefineProperty(generateKeyPair, require('internal/util').customPromisifyArgs, {
  __proto__: null, value: ['publicKey', 'privateKey'], enumerable: false,
});

function secretLength(type, options) {
  validateString(type, 'type');
  if (type !== 'hmac' && type !== 'aes') unsupportedType(type);
  validateObject(options, 'options');
  const { length } = options;
  if (type === 'hmac') validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
  else validateOneOf(length, 'options.length', [128, 192, 256]);
  return MathFloor(length / 8);
}

function newSecret(length) {
  const secret = alloc(length);
  fill(secret);
  return new SecretKeyObject(secret);
}

function generateKeySync(type, options) {
  return newSecret(secretLength(type, options));
}

function generateKey(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const length = secretLength(type, options);
  later(callback, () => newSecret(length));
}

function createECDH(curve) {
  return new ECDH(curve);
}

function createSign(algorithm, options) {
  return new Sign(algorithm, options);
}

function createVerify(algorithm, options) {
  return new Verify(algorithm, options);
}

module.exports = {
  ECDH, Sign, Verify, createECDH, createSign, createVerify, curveNames, diffieHellman,
  generateKey, generateKeyPair, generateKeyPairSync, generateKeySync, privateDecrypt,
  privateEncrypt, publicDecrypt, publicEncrypt, signOneShot, verifyOneShot,
};
