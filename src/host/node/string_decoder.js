// https://nodejs.org/api/string_decoder.html

const { Buffer } = require('buffer');
const { normalizeEncoding } = require('internal/util');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_UNKNOWN_ENCODING },
} = require('internal/errors');

const { toString } = Buffer.prototype;
const text = (bytes, encoding, start, end) => ReflectApply(toString, bytes, [encoding, start, end]);

// A decoder's state, as Node shows it: up to four bytes of a character that isn't complete, how
// many bytes it misses, how many it has, and a number for the encoding.
const MISSING = 4;
const BUFFERED = 5;
const kNativeDecoder = Symbol('kNativeDecoder');
const NUMBERS = {
  __proto__: null, ascii: 0, utf8: 1, base64: 2, utf16le: 3, latin1: 4, hex: 5, base64url: 7,
};

// How many bytes at the end belong to a character that isn't complete: [they, what it misses].
function incomplete(encoding, bytes, start, end) {
  const last = bytes[end - 1];
  if (encoding === 'utf8') {
    if (last < 0x80) return [0, 0];
    for (let count = 1; ; count++) {
      const byte = bytes[end - count];
      if ((byte & 0xc0) !== 0x80) {
        const needed =
          (byte & 0xe0) === 0xc0 ? 2 : (byte & 0xf0) === 0xe0 ? 3 : (byte & 0xf8) === 0xf0 ? 4 : 0;
        return count >= needed ? [0, 0] : [count, needed - count];
      }
      // No character is that long, or its start isn't here.
      if (count >= 4 || end - count === start) return [0, 0];
    }
  }
  if (encoding === 'utf16le') {
    if ((end - start) % 2 === 1) return [1, 1];
    return (last & 0xfc) === 0xd8 ? [2, 2] : [0, 0];
  }
  const rest = (end - start) % 3;
  return rest > 0 ? [rest, 3 - rest] : [0, 0];
}

function decode(state, encoding, bytes) {
  let start = 0;
  const end = bytes.length;
  if (
    encoding !== 'utf8' &&
    encoding !== 'utf16le' &&
    encoding !== 'base64' &&
    encoding !== 'base64url'
  ) {
    return text(bytes, encoding, 0, end);
  }
  let before = '';
  if (state[MISSING] > 0) {
    if (encoding === 'utf8') {
      for (let i = 0; i < end && i < state[MISSING]; i++) {
        if ((bytes[i] & 0xc0) !== 0x80) {
          // Another character starts: the one before never gets complete.
          state[MISSING] = 0;
          for (let j = 0; j < i; j++) state[state[BUFFERED]++] = bytes[j];
          start = i;
          break;
        }
      }
    }
    const found = MathMin(state[MISSING], end - start);
    for (let i = 0; i < found; i++) state[state[BUFFERED]++] = bytes[start + i];
    start += found;
    state[MISSING] -= found;
    if (state[MISSING] === 0) {
      before = text(state, encoding, 0, state[BUFFERED]);
      state[BUFFERED] = 0;
    }
  }
  if (start === end) return before;
  const { 0: buffered, 1: missing } = incomplete(encoding, bytes, start, end);
  state[BUFFERED] = buffered;
  state[MISSING] = missing;
  for (let i = 0; i < buffered; i++) state[i] = bytes[end - buffered + i];
  return before + text(bytes, encoding, start, end - buffered);
}

function flush(state, encoding) {
  if (encoding === 'utf16le' && state[BUFFERED] % 2 === 1) {
    state[MISSING]--;
    state[BUFFERED]--;
  }
  if (state[BUFFERED] === 0) return '';
  const result = text(state, encoding, 0, state[BUFFERED]);
  state[MISSING] = 0;
  state[BUFFERED] = 0;
  return result;
}

function StringDecoder(encoding) {
  const known = normalizeEncoding(encoding);
  if (known === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  this.encoding = known;
  this[kNativeDecoder] = Buffer.alloc(7);
  this[kNativeDecoder][6] = NUMBERS[known];
}

StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  if (!ArrayBufferIsView(buf)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  }
  const state = this[kNativeDecoder];
  if (state === undefined) throw new ERR_INVALID_THIS('StringDecoder');
  return decode(state, this.encoding, Buffer.from(buf.buffer, buf.byteOffset, buf.byteLength));
};

StringDecoder.prototype.end = function end(buf) {
  const before = buf === undefined ? '' : this.write(buf);
  return this[kNativeDecoder][BUFFERED] > 0
    ? before + flush(this[kNativeDecoder], this.encoding)
    : before;
};

// For compatibility with what string_decoder was before.
StringDecoder.prototype.text = function text(buf, offset) {
  this[kNativeDecoder][MISSING] = 0;
  this[kNativeDecoder][BUFFERED] = 0;
  return this.write(buf.slice(offset));
};

ObjectDefineProperties(StringDecoder.prototype, {
  __proto__: null,
  lastChar: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[kNativeDecoder].subarray(0, 4);
    },
  },
  lastNeed: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[kNativeDecoder][MISSING];
    },
  },
  lastTotal: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[kNativeDecoder][BUFFERED] + this[kNativeDecoder][MISSING];
    },
  },
});

exports.StringDecoder = StringDecoder;
