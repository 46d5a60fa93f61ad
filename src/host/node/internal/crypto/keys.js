// Secret keys of the module crypto, the only kind that minijs has:
// https://nodejs.org/api/crypto.html#class-keyobject

const { keySecret, timingSafeEqual } = internalBinding('crypto');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { Buffer } = require('buffer');

const { from: bufferFrom } = Buffer;
const { toString } = Buffer.prototype;

// The bytes of each.
const secrets = new WeakMap();

class KeyObject {
  constructor(type, secret) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') {
      throw new ERR_INVALID_ARG_VALUE('type', type);
    }
    if (type !== 'secret' || !ArrayBufferIsView(secret)) {
      throw new ERR_INVALID_ARG_TYPE('handle', 'object', secret);
    }
    WeakMapPrototypeSet(secrets, this, secret);
  }

  static from(key) {
    const secret = secretOf(key);
    if (secret === undefined) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return new KeyObject('secret', secret);
  }

  get type() {
    return 'secret';
  }

  get symmetricKeySize() {
    return WeakMapPrototypeGet(secrets, this).length;
  }

  export(options) {
    if (options?.format === 'jwk') {
      return { kty: 'oct', k: FunctionPrototypeCall(toString, WeakMapPrototypeGet(secrets, this), 'base64url') };
    }
    return bufferFrom(WeakMapPrototypeGet(secrets, this));
  }

  equals(other) {
    if (!(other instanceof KeyObject)) {
      throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', other);
    }
    const mine = WeakMapPrototypeGet(secrets, this), its = WeakMapPrototypeGet(secrets, other);
    return mine.length === its.length && timingSafeEqual(mine, its);
  }
}

ObjectDefineProperty(KeyObject.prototype, SymbolToStringTag, {
  __proto__: null, value: 'KeyObject', configurable: true,
});

// The bytes of a secret key of either kind; undefined for what is none.
function secretOf(key) {
  return WeakMapPrototypeGet(secrets, key) ?? keySecret(key);
}

module.exports = { KeyObject, secretOf };
