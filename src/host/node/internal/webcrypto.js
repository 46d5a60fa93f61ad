// What the methods of crypto.subtle do: https://nodejs.org/api/webcrypto.html#class-subtlecrypto
//
// Digests, HMAC keys, and bits derived with PBKDF2 and HKDF; internal/crypto/web_algorithms has AES and
// the keys of pairs. The other algorithms are rejected.

const {
  digest: finish, fill, hkdf, isAnyBuffer, isSubtle, keySecret, newHash, newHmac, newKey, pbkdf2,
  timingSafeEqual, update,
} = internalBinding('crypto');
const {
  codes: { ERR_INVALID_THIS },
} = require('internal/errors');
const { Buffer } = require('buffer');
const others = require('internal/crypto/web_algorithms');

const { alloc, from: bufferFrom } = Buffer;
const { toString } = Buffer.prototype;

const USAGES = [
  'encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey',
];
const FORMATS = [
  'raw', 'raw-public', 'raw-secret', 'raw-seed', 'raw-private', 'pkcs8', 'spki', 'jwk',
];

// The names of the algorithms by their lower case.
const ALGORITHMS = { __proto__: null };
const NAMES = [
  'HMAC', 'PBKDF2', 'HKDF', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512', 'SHA3-256', 'SHA3-384',
  'SHA3-512',
];
for (let i = 0; i < NAMES.length; i++) {
  ALGORITHMS[StringPrototypeToLowerCase(NAMES[i])] = NAMES[i];
}

// Bytes that an HMAC's key has by default, and the names of hashes in JSON Web Keys.
const HASHES = {
  '__proto__': null,
  'SHA-1': [64, 'HS1'],
  'SHA-256': [64, 'HS256'],
  'SHA-384': [128, 'HS384'],
  'SHA-512': [128, 'HS512'],
  'SHA3-256': [136, undefined],
  'SHA3-384': [104, undefined],
  'SHA3-512': [72, undefined],
};

function domError(name, message) {
  const { DOMException } = internalBinding('globals');
  return new DOMException(message, name);
}

function unsupported() {
  return domError('NotSupportedError', 'Unrecognized algorithm name');
}

// An error whose text says what it is about, with the code of a class of Node's.
function argumentError(code, message) {
  const error = new TypeError(message);
  const hidden = { __proto__: null, configurable: true, writable: true };
  ObjectDefineProperty(error, 'code', { ...hidden, __proto__: null, enumerable: true, value: code });
  return error;
}

const ORDINALS = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th'];

// The arguments of a method as the web's rules convert them.
class Arguments {
  constructor(self, method, args, count) {
    if (!isSubtle(self)) throw new ERR_INVALID_THIS('SubtleCrypto');
    this.prefix = `Failed to execute '${method}' on 'SubtleCrypto'`;
    this.args = args;
    if (args.length < count) {
      throw argumentError('ERR_MISSING_ARGS',
                          `${this.prefix}: ${count} argument${count > 1 ? 's' : ''} required, ` +
                          `but only ${args.length} present.`);
    }
  }

  wrong(index, what, code = 'ERR_INVALID_ARG_TYPE') {
    return argumentError(code, `${this.prefix}: ${ORDINALS[index]} argument${what}`);
  }

  bytes(index) {
    const value = this.args[index];
    if (!ArrayBufferIsView(value) && !isAnyBuffer(value)) {
      throw this.wrong(
        index, ' is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.');
    }
    return copied(value);
  }

  key(index) {
    const value = this.args[index];
    if (typeof value !== 'object' || value === null || keySecret(value) === undefined) {
      throw this.wrong(index, ' is not of type CryptoKey.');
    }
    return value;
  }

  format(index) {
    const value = `${this.args[index]}`;
    if (!ArrayPrototypeIncludes(FORMATS, value)) {
      throw this.wrong(
        index, ` '${value}' is not a valid enum value of type KeyFormat.`, 'ERR_INVALID_ARG_VALUE');
    }
    return value;
  }

  usages(index) {
    const given = this.args[index];
    if (typeof given !== 'object' || given === null) {
      throw this.wrong(index, ' can not be converted to sequence.');
    }
    const list = ArrayFrom(given);
    for (let i = 0; i < list.length; i++) {
      const usage = `${list[i]}`;
      if (!ArrayPrototypeIncludes(USAGES, usage)) {
        throw this.wrong(index, `[${i}] '${usage}' is not a valid enum value of type KeyUsage.`,
                         'ERR_INVALID_ARG_VALUE');
      }
      list[i] = usage;
    }
    return list;
  }

  algorithm(index, type, required) {
    return normalized(this.args[index], type, required);
  }
}

function copied(value) {
  return isAnyBuffer(value) ? bufferFrom(bufferFrom(value)) :
    bufferFrom(bufferFrom(value.buffer, value.byteOffset, value.byteLength));
}

// An algorithm with the name as the standard writes it; `required` are the members it has to have.
function normalized(given, type, required) {
  if (typeof given !== 'object' || given === null) given = { name: `${given}` };
  const missing = (member, dictionary) => argumentError(
    'ERR_MISSING_OPTION',
    `Failed to normalize algorithm: passed algorithm cannot be converted to '${dictionary}' ` +
    `because '${member}' is required in '${dictionary}'.`);
  if (given.name === undefined) throw missing('name', 'Algorithm');
  const name = ALGORITHMS[StringPrototypeToLowerCase(`${given.name}`)];
  if (name === undefined) throw unsupported();
  const algorithm = { name };
  const members = required?.[name];
  if (members === undefined) throw unsupported();
  for (let i = 1; i < members.length; i++) {
    const member = members[i];
    const value = given[member];
    if (value === undefined) throw missing(member, members[0]);
    algorithm[member] = member === 'hash' ? hashName(value, members[0]) : value;
  }
  if (given.length !== undefined) algorithm.length = given.length;
  return algorithm;
}

function hashName(given, dictionary) {
  const name = typeof given === 'object' && given !== null ? given.name : given;
  const known = ALGORITHMS[StringPrototypeToLowerCase(`${name}`)];
  if (known === undefined || HASHES[known] === undefined) {
    throw domError('NotSupportedError', `Only SHA hashes are supported in ${dictionary}`);
  }
  return { name: known };
}

// The usages that a key has, in the order of the standard, each once.
function checkedUsages(list, allowed, text) {
  for (let i = 0; i < list.length; i++) {
    if (!ArrayPrototypeIncludes(allowed, list[i])) throw domError('SyntaxError', text);
  }
  return ArrayPrototypeFilter(USAGES, (usage) => ArrayPrototypeIncludes(list, usage));
}

function uses(key, algorithm, usage) {
  if (key.algorithm.name !== algorithm.name) {
    throw domError('InvalidAccessError', 'Key algorithm mismatch');
  }
  if (!ArrayPrototypeIncludes(key.usages, usage)) {
    throw domError('InvalidAccessError', `Unable to use this key to ${usage}`);
  }
}

function plainBuffer(bytes) {
  return TypedArrayPrototypeSlice(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    .buffer;
}

// SHA3-256 is sha3-256 to the binding, SHA-256 is sha256.
function bindingName(hash) {
  const lower = StringPrototypeToLowerCase(hash);
  return StringPrototypeStartsWith(lower, 'sha3') ? lower : StringPrototypeReplace(lower, '-', '');
}

const DIGESTS = {
  '__proto__': null,
  'SHA-1': ['Algorithm'],
  'SHA-256': ['Algorithm'],
  'SHA-384': ['Algorithm'],
  'SHA-512': ['Algorithm'],
  'SHA3-256': ['Algorithm'],
  'SHA3-384': ['Algorithm'],
  'SHA3-512': ['Algorithm'],
};

// The work of a thread of its own, whose outcome comes with a turn of the loop.
function turn() {
  const { setImmediate } = internalBinding('globals');
  return new Promise((resolve) => { setImmediate(resolve); });
}

async function digest(...args) {
  const given = new Arguments(this, 'digest', args, 2);
  const data = given.bytes(1);
  const { name } = given.algorithm(0, 'digest', DIGESTS);
  await turn();
  const hash = newHash(bindingName(name));
  update(hash, data);
  return plainBuffer(finish(hash));
}

const HMAC_USAGES = ['sign', 'verify'];
const HMAC_USAGE = 'Unsupported key usage for HMAC key';

async function generateKey(...args) {
  const given = new Arguments(this, 'generateKey', args, 3);
  const other = others.nameOf(args[0]);
  if (other !== undefined) {
    const list = given.usages(2);
    await turn();
    return others.generate(other, args[0], !!args[1], list);
  }
  const algorithm = given.algorithm(
    0, 'generateKey', { __proto__: null, HMAC: ['HmacKeyGenParams', 'hash'] });
  const extractable = !!args[1];
  const usages = checkedUsages(given.usages(2), HMAC_USAGES, HMAC_USAGE);
  const { hash } = algorithm;
  const length = algorithm.length === undefined ? HASHES[hash.name][0] * 8 : algorithm.length >>> 0;
  if (length === 0) throw domError('OperationError', 'HmacKeyGenParams.length cannot be 0');
  if (usages.length === 0) {
    throw domError('SyntaxError', 'Usages cannot be empty when creating a key.');
  }
  await turn();
  const secret = alloc(MathCeil(length / 8));
  fill(secret);
  return newKey(extractable, { name: 'HMAC', length, hash }, usages, secret);
}

function keyOfJwk(jwk, extractable, usages, hash) {
  const wrong = (text) => domError('DataError', text);
  if (typeof jwk !== 'object' || jwk === null) throw wrong('Invalid keyData');
  if (jwk.kty !== 'oct') throw wrong('Invalid JWK "kty" Parameter');
  if (jwk.use !== undefined && jwk.use !== 'sig') throw wrong('Invalid JWK "use" Parameter');
  if (jwk.key_ops !== undefined) {
    for (let i = 0; i < usages.length; i++) {
      if (!ArrayPrototypeIncludes(jwk.key_ops, usages[i])) {
        throw wrong('Key operations and usage mismatch');
      }
    }
  }
  if (jwk.ext !== undefined && jwk.ext === false && extractable) {
    throw wrong('JWK "ext" Parameter and extractable mismatch');
  }
  if (jwk.alg !== undefined && jwk.alg !== HASHES[hash.name][1]) {
    throw wrong('JWK "alg" does not match the requested algorithm');
  }
  if (typeof jwk.k !== 'string') throw wrong('Invalid keyData');
  return bufferFrom(jwk.k, 'base64url');
}

const IMPORTS = {
  __proto__: null, HMAC: ['HmacImportParams', 'hash'], PBKDF2: ['Algorithm'], HKDF: ['Algorithm'],
};

async function importKey(...args) {
  const given = new Arguments(this, 'importKey', args, 4);
  const format = given.format(0);
  const data = format === 'jwk' ? args[1] : given.bytes(1);
  const other = others.nameOf(args[2]);
  if (other !== undefined) {
    const list = given.usages(4);
    await undefined;
    return others.importKey(other, format, data, args[2], !!args[3], list);
  }
  const algorithm = given.algorithm(2, 'importKey', IMPORTS);
  const extractable = !!args[3];
  const list = given.usages(4);
  const { name } = algorithm;
  const isRaw = format === 'raw' || format === 'raw-secret';
  await undefined;
  if (!isRaw && (name !== 'HMAC' || format !== 'jwk')) {
    throw domError('NotSupportedError', `Unable to import ${name} using ${format} format`);
  }
  if (name !== 'HMAC') {
    const usages = checkedUsages(
      list, ['deriveKey', 'deriveBits'], `Unsupported key usage for a ${name} key`);
    if (extractable) throw domError('SyntaxError', `${name} keys are not extractable`);
    return importedKey(false, { name }, usages, data);
  }
  const usages = checkedUsages(list, HMAC_USAGES, HMAC_USAGE);
  const { hash } = algorithm;
  const secret = isRaw ? data : keyOfJwk(data, extractable, usages, hash);
  if (secret.length === 0) throw domError('DataError', 'Zero-length key is not supported');
  const length = algorithm.length === undefined ? secret.length * 8 : algorithm.length >>> 0;
  if (length > secret.length * 8 || length <= (secret.length - 1) * 8) {
    throw domError('DataError', 'Invalid key length');
  }
  return importedKey(extractable, { name, length, hash }, usages, secret);
}

function importedKey(extractable, algorithm, usages, secret) {
  if (usages.length === 0) {
    throw domError('SyntaxError', 'Usages cannot be empty when importing a secret key.');
  }
  return newKey(extractable, algorithm, usages, secret);
}

async function exportKey(...args) {
  const given = new Arguments(this, 'exportKey', args, 2);
  const format = given.format(0);
  const key = given.key(1);
  const { algorithm } = key;
  await undefined;
  if (!key.extractable) throw domError('InvalidAccessError', 'key is not extractable');
  if (others.nameOf(algorithm) !== undefined) {
    const made = others.exportKey(format, key);
    return format === 'jwk' ? made : plainBuffer(made);
  }
  const secret = keySecret(key);
  if (format === 'raw' || format === 'raw-secret') return plainBuffer(secret);
  if (format !== 'jwk') {
    throw domError('NotSupportedError',
                   `Unable to export ${algorithm.name} secret key using ${format} format`);
  }
  return {
    key_ops: ArrayPrototypeSlice(key.usages),
    ext: key.extractable,
    alg: HASHES[algorithm.hash.name][1],
    kty: 'oct',
    k: FunctionPrototypeCall(toString, secret, 'base64url'),
  };
}

const HMAC_ONLY = { __proto__: null, HMAC: ['Algorithm'] };

function signature(key, data) {
  const hmac = newHmac(bindingName(key.algorithm.hash.name), keySecret(key));
  update(hmac, data);
  return finish(hmac);
}

async function sign(...args) {
  const given = new Arguments(this, 'sign', args, 3);
  const key = given.key(1);
  const data = given.bytes(2);
  const other = others.nameOf(args[0]);
  if (other !== undefined) {
    uses(key, { name: other }, 'sign');
    await turn();
    return plainBuffer(others.sign(key, args[0], data));
  }
  const algorithm = given.algorithm(0, 'sign', HMAC_ONLY);
  uses(key, algorithm, 'sign');
  await turn();
  return plainBuffer(signature(key, data));
}

async function verify(...args) {
  const given = new Arguments(this, 'verify', args, 4);
  const key = given.key(1);
  const expected = given.bytes(2);
  const data = given.bytes(3);
  const other = others.nameOf(args[0]);
  if (other !== undefined) {
    uses(key, { name: other }, 'verify');
    await turn();
    return others.verify(key, args[0], expected, data);
  }
  const algorithm = given.algorithm(0, 'verify', HMAC_ONLY);
  uses(key, algorithm, 'verify');
  await turn();
  const made = signature(key, data);
  return made.length === expected.length && timingSafeEqual(made, expected);
}

const DERIVATIONS = {
  __proto__: null,
  PBKDF2: ['Pbkdf2Params', 'hash', 'iterations', 'salt'],
  HKDF: ['HkdfParams', 'hash', 'info', 'salt'],
};

async function deriveBits(...args) {
  const given = new Arguments(this, 'deriveBits', args, 2);
  const key = given.key(1);
  const other = others.nameOf(args[0]);
  if (other !== undefined) {
    uses(key, { name: other }, 'deriveBits');
    await turn();
    return plainBuffer(others.agree(key, args[0].public, args[2]));
  }
  const algorithm = given.algorithm(0, 'deriveBits', DERIVATIONS);
  uses(key, algorithm, 'deriveBits');
  const length = args[2];
  if (length === undefined || length === null) {
    throw domError('OperationError', 'length cannot be null');
  }
  if (length % 8 !== 0) throw domError('OperationError', 'length must be a multiple of 8');
  const hash = bindingName(algorithm.hash.name);
  const salt = copied(algorithm.salt);
  const secret = keySecret(key);
  await turn();
  if (algorithm.name === 'PBKDF2') {
    const iterations = algorithm.iterations >>> 0;
    if (iterations === 0) throw domError('OperationError', 'iterations cannot be zero');
    return plainBuffer(pbkdf2(secret, salt, iterations, length / 8, hash));
  }
  const bits = hkdf(hash, secret, salt, copied(algorithm.info), length / 8);
  if (bits === null) throw domError('OperationError', 'The operation failed');
  return bits;
}

// Enciphers or deciphers.
const crypt = (method) => async function(...args) {
  const given = new Arguments(this, method, args, 3);
  const key = given.key(1);
  const data = given.bytes(2);
  const name = others.nameOf(args[0]);
  if (name === undefined) throw unsupported();
  uses(key, { name }, method);
  await turn();
  return plainBuffer(others.crypt(key, args[0], data, method === 'encrypt'));
};

async function wrapKey(...args) {
  const given = new Arguments(this, 'wrapKey', args, 4);
  const format = given.format(0);
  const key = given.key(1);
  const wrapping = given.key(2);
  const name = others.nameOf(args[3]);
  if (name === undefined) throw unsupported();
  uses(wrapping, { name }, 'wrapKey');
  const exported = await FunctionPrototypeCall(exportKey, this, format, key);
  const bytes = format === 'jwk' ? bufferFrom(JSONStringify(exported)) : bufferFrom(exported);
  return plainBuffer(name === 'AES-KW' ? others.wrap(wrapping, bytes) :
    others.crypt(wrapping, args[3], bytes, true));
}

async function unwrapKey(...args) {
  const given = new Arguments(this, 'unwrapKey', args, 7);
  const format = given.format(0);
  const wrapped = given.bytes(1);
  const unwrapping = given.key(2);
  const name = others.nameOf(args[3]);
  if (name === undefined) throw unsupported();
  uses(unwrapping, { name }, 'unwrapKey');
  await turn();
  let data = name === 'AES-KW' ? others.unwrap(unwrapping, wrapped) :
    others.crypt(unwrapping, args[3], wrapped, false);
  if (format === 'jwk') {
    try {
      data = JSONParse(FunctionPrototypeCall(toString, data, 'utf8'));
    } catch {
      throw domError('DataError', 'Invalid wrapped JWK key');
    }
  }
  return FunctionPrototypeCall(importKey, this, format, data, args[4], args[5], args[6]);
}

// How many bits a key of an algorithm has.
function lengthOf(algorithm) {
  if (algorithm.length !== undefined) return algorithm.length;
  if (StringPrototypeToLowerCase(`${algorithm.name}`) !== 'hmac') return null;
  return HASHES[hashName(algorithm.hash, 'HmacImportParams').name][0] * 8;
}

async function deriveKey(...args) {
  const given = new Arguments(this, 'deriveKey', args, 5);
  const key = given.key(1);
  const { algorithm } = key;
  const name = others.nameOf(args[0]) ?? given.algorithm(0, 'deriveKey', DERIVATIONS).name;
  uses(key, { name }, 'deriveKey');
  // The bits are derived with another copy of the key, which may be used so.
  const kind = key.type;
  const able = newKey(false, algorithm, ['deriveBits'], keySecret(key), kind);
  const bits = await FunctionPrototypeCall(deriveBits, this, args[0], able, lengthOf(args[2]));
  return FunctionPrototypeCall(importKey, this, 'raw', bits, args[2], args[3], args[4]);
}

function missing(name) {
  return async function(...args) {
    new Arguments(this, name, args, 0);
    throw domError('NotSupportedError', `minijs doesn't have crypto.subtle.${name} yet`);
  };
}

module.exports = {
  encrypt: crypt('encrypt'),
  decrypt: crypt('decrypt'),
  sign,
  verify,
  digest,
  generateKey,
  deriveKey,
  deriveBits,
  importKey,
  exportKey,
  wrapKey,
  unwrapKey,
  getPublicKey: missing('getPublicKey'),
  encapsulateBits: missing('encapsulateBits'),
  encapsulateKey: missing('encapsulateKey'),
  decapsulateBits: missing('decapsulateBits'),
  decapsulateKey: missing('decapsulateKey'),
};
