// Ciphers as streams: https://nodejs.org/api/crypto.html#class-cipheriv

const {
  cipherFinish, cipherInfo, cipherNames, cipherOpen, cipherPadded, cipherUpdate, newCipher,
} = internalBinding('crypto');
const {
  codes: {
    ERR_CRYPTO_INVALID_AUTH_TAG, ERR_CRYPTO_INVALID_IV, ERR_CRYPTO_INVALID_KEYLEN,
    ERR_CRYPTO_INVALID_STATE, ERR_CRYPTO_UNKNOWN_CIPHER, ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const {
  validateEncoding, validateInt32, validateObject, validateString, validateUint32,
} = require('internal/validators');
const { Buffer } = require('buffer');
const { StringDecoder } = require('string_decoder');
const { LazyTransform, bytesOf, inherit, isView } = require('internal/crypto/util');
const { opensslError, secretOf } = require('internal/crypto/keys');

const { alloc } = Buffer;
const { slice } = Buffer.prototype;

const kCipher = Symbol('kCipher');

const KEY_TYPES = [
  'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'KeyObject', 'CryptoKey',
];

// Lengths that the proof of GCM may have.
const PROOF_LENGTHS = [4, 8, 12, 13, 14, 15, 16];

function initialize(self, cipher, key, iv, options, encrypts) {
  validateString(cipher, 'cipher');
  const encoding = options?.encoding;
  const secret = typeof key === 'object' && key !== null ? secretOf(key) : undefined;
  key = secret ?? bytesOf(key, 'key', encoding, KEY_TYPES);
  if (iv !== null) {
    iv = bytesOf(iv, 'iv', undefined, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView']);
  }
  const info = cipherInfo(cipher);
  if (info === undefined) throw new ERR_CRYPTO_UNKNOWN_CIPHER();
  let proofLength = options?.authTagLength;
  if (proofLength !== undefined && proofLength !== null) {
    validateUint32(proofLength, 'options.authTagLength');
  } else {
    proofLength = undefined;
  }
  const { mode } = info;
  const proves = mode === 'gcm' || mode === 'stream';
  const ivLength = iv === null ? 0 : iv.byteLength;
  if (key.byteLength !== info.keyLength) throw new ERR_CRYPTO_INVALID_KEYLEN();
  if (mode === 'gcm' ? ivLength === 0 : ivLength !== (info.ivLength ?? 0)) {
    throw new ERR_CRYPTO_INVALID_IV();
  }
  if (proves && proofLength !== undefined && !ofProof(mode, proofLength)) {
    throw new ERR_CRYPTO_INVALID_AUTH_TAG(proofLength);
  }
  const handle = newCipher(cipher, encrypts, key, iv === null ? alloc(0) : iv);
  self[kCipher] = {
    handle, encrypts, mode, proves, proofLength, decoder: undefined, proof: undefined,
    hasBegun: false, isOver: false,
  };
  FunctionPrototypeCall(LazyTransform, self, options);
}

function ofProof(mode, length) {
  return mode === 'stream' ? length > 0 && length <= 16 :
    ArrayPrototypeIncludes(PROOF_LENGTHS, length);
}

// Text as one decoder gives it for all pieces.
function decoded(state, bytes, encoding, isLast = false) {
  if (!encoding || encoding === 'buffer') return bytes;
  let { decoder } = state;
  if (decoder === undefined) {
    state.decoder = decoder = new StringDecoder(encoding);
    state.encoding = encoding;
  } else if (normal(state.encoding) !== normal(encoding)) {
    throw new ERR_INVALID_ARG_VALUE(
      'outputEncoding', encoding, `cannot be changed from '${decoder.encoding}'`);
  }
  return isLast ? decoder.end(bytes) : decoder.write(bytes);
}

const normal = (encoding) => {
  const lower = StringPrototypeToLowerCase(`${encoding}`);
  return lower === 'utf-8' ? 'utf8' : lower === 'binary' ? 'latin1' : lower;
};

function take(state, data, encoding) {
  state.hasBegun = true;
  const made = cipherUpdate(state.handle, data, encoding);
  if (made === undefined) throw new Error('Trying to add data in unsupported state');
  return made;
}

function finish(state) {
  if (state.isOver) throw invalidState();
  state.isOver = true;
  const expected = state.proves && !state.encrypts ? state.proof ?? alloc(0) : undefined;
  const made = cipherFinish(state.handle, expected);
  if (made === 1) throw opensslError('1C800064', 'Provider routines', 'bad decrypt');
  if (made === 2) throw opensslError('1C80006B', 'Provider routines', 'wrong final block length');
  if (made === 3) throw new Error('Unsupported state or unable to authenticate data');
  const { 0: rest, 1: proof } = made;
  if (proof !== undefined) {
    state.proof = FunctionPrototypeCall(slice, proof, 0, state.proofLength ?? 16);
  }
  return rest;
}

function invalidState() {
  const error = new ERR_CRYPTO_INVALID_STATE('final');
  error.message = 'Invalid state';
  return error;
}

function _transform(chunk, encoding, callback) {
  this.push(take(this[kCipher], chunk, encoding));
  callback();
}

function _flush(callback) {
  try {
    this.push(finish(this[kCipher]));
  } catch (error) {
    callback(error);
    return;
  }
  callback();
}

function update(data, inputEncoding, outputEncoding) {
  if (typeof data === 'string') {
    validateEncoding(data, inputEncoding);
  } else if (!isView(data)) {
    throw new ERR_INVALID_ARG_TYPE(
      'data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  const state = this[kCipher];
  return decoded(state, take(state, data, inputEncoding), outputEncoding);
}

function final(outputEncoding) {
  const state = this[kCipher];
  return decoded(state, finish(state), outputEncoding, true);
}

function setAutoPadding(autoPadding) {
  const state = this[kCipher];
  if (state.isOver) throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding');
  cipherPadded(state.handle, autoPadding === undefined ? true : !!autoPadding);
  return this;
}

function getAuthTag() {
  const { isOver, proof, encrypts } = this[kCipher];
  if (!isOver || !encrypts || proof === undefined) throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
  return proof;
}

function setAuthTag(tag, encoding) {
  tag = bytesOf(tag, 'buffer', encoding);
  const state = this[kCipher];
  if (!state.proves || state.isOver || state.proof !== undefined) {
    throw new ERR_CRYPTO_INVALID_STATE('setAuthTag');
  }
  const length = tag.byteLength;
  if (!ofProof(state.mode, length) ||
      state.proofLength !== undefined && state.proofLength !== length) {
    throw new ERR_CRYPTO_INVALID_AUTH_TAG(length);
  }
  state.proof = tag;
  return this;
}

function setAAD(aad, options) {
  aad = bytesOf(aad, 'aadbuf', options?.encoding);
  const state = this[kCipher];
  if (!state.proves || state.hasBegun || state.isOver) {
    throw new ERR_CRYPTO_INVALID_STATE('setAAD');
  }
  cipherOpen(state.handle, aad);
  return this;
}

function Cipheriv(cipher, key, iv, options) {
  if (!new.target) return new Cipheriv(cipher, key, iv, options);
  initialize(this, cipher, key, iv, options, true);
}

inherit(Cipheriv, LazyTransform);
ObjectAssign(Cipheriv.prototype, {
  _transform, _flush, update, final, setAutoPadding, getAuthTag, setAAD,
});

function Decipheriv(cipher, key, iv, options) {
  if (!new.target) return new Decipheriv(cipher, key, iv, options);
  initialize(this, cipher, key, iv, options, false);
}

inherit(Decipheriv, LazyTransform);
ObjectAssign(Decipheriv.prototype, {
  _transform, _flush, update, final, setAutoPadding, setAuthTag, setAAD,
});

function createCipheriv(cipher, key, iv, options) {
  return new Cipheriv(cipher, key, iv, options);
}

function createDecipheriv(cipher, key, iv, options) {
  return new Decipheriv(cipher, key, iv, options);
}

function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  }
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid');
  let keyLength, ivLength;
  if (options !== undefined) {
    validateObject(options, 'options');
    ({ keyLength, ivLength } = options);
    if (keyLength !== undefined) validateInt32(keyLength, 'options.keyLength');
    if (ivLength !== undefined) validateInt32(ivLength, 'options.ivLength');
  }
  const info = cipherInfo(nameOrNid, ivLength);
  return keyLength !== undefined && info?.keyLength !== keyLength ? undefined : info;
}

module.exports = {
  Cipheriv, Decipheriv, cipherNames, createCipheriv, createDecipheriv, getCipherInfo,
};
