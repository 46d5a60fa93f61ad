// V8's format for values, version 15: https://nodejs.org/api/v8.html#serialization-api

const { Buffer } = require('buffer');
const types = require('util/types');

const VERSION = 15;
// Of those before it, what is still read.
const OLDEST = 13;
const WRONG = 'Unable to deserialize cloned data.';
const codeOf = (tag) => StringPrototypeCharCodeAt(tag, 0);

const views = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array, DataView, Buffer, BigInt64Array, BigUint64Array,
];
const VIEW_TAGS = {
  '__proto__': null, 'b': Int8Array, 'B': Uint8Array, 'C': Uint8ClampedArray, 'w': Int16Array,
  'W': Uint16Array, 'd': Int32Array, 'D': Uint32Array, 'f': Float32Array, 'F': Float64Array,
  '?': DataView, 'q': BigInt64Array, 'Q': BigUint64Array,
};
const ERROR_TAGS = {
  __proto__: null, E: EvalError, R: RangeError, F: ReferenceError, S: SyntaxError, T: TypeError,
  U: URIError,
};
const FLAGS = ['g', 'i', 'm', 'y', 'u', 's', null, 'd', 'v'];

const scratch = new DataView(new ArrayBuffer(8));

class Writer {
  bytes = new Uint8Array(64);
  length = 0;
  objects = new Map();
  asHostObjects = false;
  transferred = new Map();

  constructor(owner) {
    this.owner = owner;
  }

  reserve(count) {
    if (this.length + count <= this.bytes.length) return;
    const bytes = new Uint8Array(MathMax(this.bytes.length * 2, this.length + count));
    TypedArrayPrototypeSet(bytes, this.bytes);
    this.bytes = bytes;
  }

  byte(value) {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  tag(tag) {
    this.byte(codeOf(tag));
  }

  raw(bytes) {
    this.reserve(bytes.length);
    TypedArrayPrototypeSet(this.bytes, bytes, this.length);
    this.length += bytes.length;
  }

  varint(value) {
    while (value >= 128) {
      this.byte((value % 128) + 128);
      value = MathFloor(value / 128);
    }
    this.byte(value);
  }

  double(value) {
    scratch.setFloat64(0, value, true);
    this.reserve(8);
    for (let i = 0; i < 8; i++) this.bytes[this.length++] = scratch.getUint8(i);
  }

  number(value) {
    if ((value | 0) === value && !ObjectIs(value, -0)) {
      this.tag('I');
      this.varint(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      this.tag('N');
      this.double(value);
    }
  }

  bigint(value) {
    let rest = value < 0n ? -value : value;
    const digits = [];
    for (; rest > 0n; rest >>= 64n) ArrayPrototypePush(digits, rest & 0xffffffffffffffffn);
    this.varint((value < 0n ? 1 : 0) + digits.length * 16);
    for (let i = 0; i < digits.length; i++) {
      scratch.setBigUint64(0, digits[i], true);
      this.reserve(8);
      for (let j = 0; j < 8; j++) this.bytes[this.length++] = scratch.getUint8(j);
    }
  }

  string(value) {
    const wide = RegExpPrototypeExec(/[^\0-\xff]/, value) !== null;
    if (wide) {
      const size = value.length * 2;
      // The text begins at an even place.
      let width = 1;
      for (let n = size; n >= 128; n = MathFloor(n / 128)) width++;
      if ((this.length + 1 + width) % 2 === 1) this.byte(0);
      this.tag('c');
      this.varint(size);
      this.raw(Buffer.from(value, 'utf16le'));
    } else {
      this.tag('"');
      this.varint(value.length);
      this.raw(Buffer.from(value, 'latin1'));
    }
  }

  fail(text) {
    const Make = this.owner._getDataCloneError;
    throw ReflectApply(Make, this.owner, [text]);
  }

  value(value) {
    switch (typeof value) {
      case 'undefined':
        return this.tag('_');
      case 'boolean':
        return this.tag(value ? 'T' : 'F');
      case 'number':
        return this.number(value);
      case 'string':
        return this.string(value);
      case 'bigint':
        this.tag('Z');
        return this.bigint(value);
      case 'symbol':
        return this.fail(`${SymbolPrototypeToString(value)} could not be cloned.`);
    }
    if (value === null) return this.tag('0');
    // A view comes after its buffer.
    if (ArrayBufferIsView(value) && !this.asHostObjects && !MapPrototypeHas(this.objects, value)) {
      this.value(value.buffer);
    }
    const known = MapPrototypeGet(this.objects, value);
    if (known !== undefined) {
      this.tag('^');
      return this.varint(known);
    }
    MapPrototypeSet(this.objects, value, MapPrototypeGetSize(this.objects));
    if (typeof value === 'function') return this.fail(`${value} could not be cloned.`);
    this.object(value);
  }

  object(value) {
    if (ArrayIsArray(value)) return this.array(value);
    if (types.isDate(value)) {
      this.tag('D');
      this.double(DatePrototypeGetTime(value));
    } else if (types.isBoxedPrimitive(value)) {
      this.boxed(value);
    } else if (types.isRegExp(value)) {
      this.tag('R');
      this.string(value.source);
      let flags = 0;
      for (let i = 0; i < FLAGS.length; i++) {
        if (FLAGS[i] !== null && StringPrototypeIncludes(value.flags, FLAGS[i])) flags |= 1 << i;
      }
      this.varint(flags);
    } else if (types.isMap(value)) {
      this.tag(';');
      const entries = [];
      MapPrototypeForEach(value, (item, key) => ArrayPrototypePush(entries, key, item));
      for (let i = 0; i < entries.length; i++) this.value(entries[i]);
      this.tag(':');
      this.varint(entries.length);
    } else if (types.isSet(value)) {
      this.tag("'");
      const entries = [];
      SetPrototypeForEach(value, (item) => ArrayPrototypePush(entries, item));
      for (let i = 0; i < entries.length; i++) this.value(entries[i]);
      this.tag(',');
      this.varint(entries.length);
    } else if (types.isAnyArrayBuffer(value)) {
      this.buffer(value);
    } else if (ArrayBufferIsView(value)) {
      this.view(value);
    } else if (types.isNativeError(value)) {
      this.error(value);
    } else if (
      types.isWeakMap(value) ||
      types.isWeakSet(value) ||
      types.isPromise(value) ||
      types.isProxy(value) ||
      types.isGeneratorObject(value) ||
      value instanceof WeakRef
    ) {
      const name = types.isProxy(value) ? 'Object' : (value.constructor?.name ?? 'Object');
      this.fail(`#<${name}> could not be cloned.`);
    } else {
      this.tag('o');
      const keys = ObjectKeys(value);
      this.properties(value, keys);
      this.tag('{');
      this.varint(this.written);
    }
  }

  // Keys that are still there are written with their values; how many is in `written`.
  properties(value, keys) {
    let written = 0;
    for (let i = 0; i < keys.length; i++) {
      if (!ObjectHasOwn(value, keys[i])) continue;
      const index = keys[i] >>> 0;
      if (`${index}` === keys[i] && index !== 4294967295) this.key(index);
      else this.string(keys[i]);
      this.value(value[keys[i]]);
      written++;
    }
    this.written = written;
  }

  key(index) {
    if (index < 2147483648) {
      this.number(index);
    } else {
      this.tag('N');
      this.double(index);
    }
  }

  array(value) {
    const { length } = value;
    let dense = true;
    for (let i = 0; i < length && dense; i++) dense = ObjectHasOwn(value, i);
    if (dense) {
      this.tag('A');
      this.varint(length);
      // V8 keeps numbers of which one is no integer as doubles, all of them.
      const doubles =
        length > 0 &&
        ArrayPrototypeEvery(value, (item) => typeof item === 'number') &&
        ArrayPrototypeSome(value, (item) => (item | 0) !== item || ObjectIs(item, -0));
      for (let i = 0; i < length; i++) {
        if (doubles) {
          this.tag('N');
          this.double(value[i]);
        } else {
          this.value(value[i]);
        }
      }
      this.properties(
        value,
        ArrayPrototypeFilter(ObjectKeys(value), (key) => `${key >>> 0}` !== key || key >= length),
      );
      this.tag('$');
    } else {
      this.tag('a');
      this.varint(length);
      this.properties(value, ObjectKeys(value));
      this.tag('@');
    }
    this.varint(this.written);
    this.varint(length);
  }

  boxed(value) {
    if (types.isBooleanObject(value)) {
      this.tag(BooleanPrototypeValueOf(value) ? 'y' : 'x');
    } else if (types.isNumberObject(value)) {
      this.tag('n');
      this.double(NumberPrototypeValueOf(value));
    } else if (types.isStringObject(value)) {
      this.tag('s');
      this.string(StringPrototypeValueOf(value));
    } else if (types.isBigIntObject(value)) {
      this.tag('z');
      this.bigint(BigIntPrototypeValueOf(value));
    } else {
      this.fail('#<Symbol> could not be cloned.');
    }
  }

  buffer(value) {
    if (types.isSharedArrayBuffer(value)) {
      const { owner } = this;
      if (typeof owner._getSharedArrayBufferId !== 'function') {
        this.fail('#<SharedArrayBuffer> could not be cloned.');
      }
      this.tag('u');
      return this.varint(owner._getSharedArrayBufferId(value) >>> 0);
    }
    const id = MapPrototypeGet(this.transferred, value);
    if (id !== undefined) {
      this.tag('t');
      return this.varint(id);
    }
    const bytes = new Uint8Array(value);
    if (value.resizable) {
      this.tag('~');
      this.varint(bytes.length);
      this.varint(value.maxByteLength);
    } else {
      this.tag('B');
      this.varint(bytes.length);
    }
    this.raw(bytes);
  }

  view(value) {
    if (this.asHostObjects) {
      if (typeof this.owner._writeHostObject !== 'function')
        this.fail('#<Object> could not be cloned.');
      this.tag('\\');
      return this.owner._writeHostObject(value);
    }
    this.tag('V');
    const tags = ObjectKeys(VIEW_TAGS);
    for (let i = 0; i < tags.length; i++) {
      const Made = VIEW_TAGS[tags[i]];
      const name = types.isDataView(value)
        ? 'DataView'
        : TypedArrayPrototypeGetSymbolToStringTag(value);
      if (Made.name === name) this.tag(tags[i]);
    }
    this.varint(value.byteOffset);
    this.varint(value.byteLength);
    this.varint(0);
  }

  error(value) {
    this.tag('r');
    const tags = ObjectKeys(ERROR_TAGS);
    for (let i = 0; i < tags.length; i++)
      if (value.name === ERROR_TAGS[tags[i]].name) this.tag(tags[i]);
    if (ObjectHasOwn(value, 'message')) {
      this.tag('m');
      this.string(`${value.message}`);
    }
    if (ObjectHasOwn(value, 'cause')) {
      this.tag('c');
      this.value(value.cause);
    }
    if (typeof value.stack === 'string') {
      this.tag('s');
      this.string(value.stack);
    }
    this.tag('.');
  }
}

function bytesOf(buffer) {
  if (!ArrayBufferIsView(buffer)) {
    const error = new TypeError('buffer must be a TypedArray or a DataView');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

class Reader {
  at = 0;
  version = 0;
  objects = [];
  transferred = new Map();

  constructor(owner, bytes) {
    this.owner = owner;
    this.bytes = bytes;
  }

  fail() {
    throw new Error(WRONG);
  }

  byte() {
    if (this.at >= this.bytes.length) this.fail();
    return this.bytes[this.at++];
  }

  peek() {
    while (this.at < this.bytes.length && this.bytes[this.at] === 0) this.at++;
    return this.at < this.bytes.length ? StringFromCharCode(this.bytes[this.at]) : '';
  }

  tag() {
    const tag = this.peek();
    if (tag === '') this.fail();
    this.at++;
    return tag;
  }

  raw(length) {
    if (length > this.bytes.length - this.at) this.fail();
    const part = TypedArrayPrototypeSubarray(this.bytes, this.at, this.at + length);
    this.at += length;
    return part;
  }

  varint() {
    let value = 0;
    let unit = 1;
    for (let i = 0; i < 10; i++) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
      unit *= 128;
    }
    return value;
  }

  double() {
    const part = this.raw(8);
    for (let i = 0; i < 8; i++) scratch.setUint8(i, part[i]);
    return scratch.getFloat64(0, true);
  }

  bigint() {
    const field = this.varint();
    const part = this.raw(MathFloor(field / 2));
    let value = 0n;
    for (let i = part.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(part[i]);
    return field % 2 === 1 ? -value : value;
  }

  text(encoding) {
    const part = this.raw(this.varint());
    return Buffer.from(part.buffer, part.byteOffset, part.length).toString(encoding);
  }

  string() {
    switch (this.tag()) {
      case '"':
        return this.text('latin1');
      case 'c':
        return this.text('utf16le');
      case 'S':
        return this.text('utf8');
    }
    return this.fail();
  }

  keep(object) {
    ArrayPrototypePush(this.objects, object);
    return object;
  }

  value() {
    const tag = this.tag();
    switch (tag) {
      case '_':
        return undefined;
      case '0':
        return null;
      case 'T':
        return true;
      case 'F':
        return false;
      case 'I': {
        const value = this.varint();
        return value % 2 === 1 ? -MathFloor(value / 2) - 1 : value / 2;
      }
      case 'U':
        return this.varint();
      case 'N':
        return this.double();
      case 'Z':
        return this.bigint();
      case '"':
        return this.text('latin1');
      case 'c':
        return this.text('utf16le');
      case 'S':
        return this.text('utf8');
      case '^': {
        const id = this.varint();
        if (id >= this.objects.length) this.fail();
        return this.afterBuffer(this.objects[id]);
      }
      case 'o': {
        const object = this.keep({});
        this.properties(object, '{');
        this.varint();
        return object;
      }
      case 'A':
        return this.dense();
      case 'a': {
        const length = this.varint();
        const array = this.keep(new Array(length));
        this.properties(array, '@');
        this.varint();
        this.varint();
        return array;
      }
      case 'D':
        return this.keep(new Date(this.double()));
      case 'y':
        return this.keep(new Boolean(true));
      case 'x':
        return this.keep(new Boolean(false));
      case 'n':
        return this.keep(new Number(this.double()));
      case 'z':
        return this.keep(Object(this.bigint()));
      case 's':
        return this.keep(new String(this.string()));
      case 'R':
        return this.regexp();
      case ';':
        return this.map();
      case "'":
        return this.set();
      case 'r':
        return this.error();
      case '\\':
        return this.host();
      default:
        return this.buffer(tag);
    }
  }

  properties(object, end) {
    while (this.peek() !== end) {
      const key = this.value();
      const value = this.value();
      ObjectDefineProperty(object, key, {
        __proto__: null, value, writable: true, enumerable: true, configurable: true,
      });
    }
    this.at++;
  }

  dense() {
    const length = this.varint();
    const array = this.keep([]);
    for (let i = 0; i < length; i++) {
      if (this.peek() === '-') {
        this.at++;
        array.length = i + 1;
      } else {
        array[i] = this.value();
      }
    }
    this.properties(array, '$');
    this.varint();
    this.varint();
    return array;
  }

  regexp() {
    const source = this.string();
    const bits = this.varint();
    let flags = '';
    for (let i = 0; i < FLAGS.length; i++)
      if (FLAGS[i] !== null && bits & (1 << i)) flags += FLAGS[i];
    return this.keep(new RegExp(source, flags));
  }

  map() {
    const map = this.keep(new Map());
    while (this.peek() !== ':') {
      const key = this.value();
      MapPrototypeSet(map, key, this.value());
    }
    this.at++;
    this.varint();
    return map;
  }

  set() {
    const set = this.keep(new Set());
    while (this.peek() !== ',') SetPrototypeAdd(set, this.value());
    this.at++;
    this.varint();
    return set;
  }

  error() {
    // What it is comes first, so that it can be referred to.
    const id = this.objects.length;
    ArrayPrototypePush(this.objects, undefined);
    let Made = Error;
    let message;
    let cause;
    let stack;
    for (;;) {
      const tag = this.tag();
      if (tag === '.') break;
      if (tag === 'm') message = this.string();
      else if (tag === 'c') cause = { cause: this.value() };
      else if (tag === 's') stack = this.string();
      else if (ERROR_TAGS[tag] !== undefined) Made = ERROR_TAGS[tag];
      else this.fail();
    }
    const error = new Made(message, cause);
    if (stack !== undefined) {
      ObjectDefineProperty(error, 'stack', {
        __proto__: null, value: stack, writable: true, enumerable: false, configurable: true,
      });
    }
    this.objects[id] = error;
    return error;
  }

  host() {
    const id = this.objects.length;
    ArrayPrototypePush(this.objects, undefined);
    if (typeof this.owner._readHostObject !== 'function') this.fail();
    return (this.objects[id] = this.owner._readHostObject());
  }

  buffer(tag) {
    if (tag === 'B' || tag === '~') {
      const length = this.varint();
      const max = tag === '~' ? this.varint() : undefined;
      const part = this.raw(length);
      const buffer =
        max === undefined
          ? new ArrayBuffer(length)
          : new ArrayBuffer(length, { maxByteLength: max });
      TypedArrayPrototypeSet(new Uint8Array(buffer), part);
      return this.afterBuffer(this.keep(buffer));
    }
    if (tag === 't' || tag === 'u') {
      const buffer = MapPrototypeGet(this.transferred, this.varint());
      if (buffer === undefined) this.fail();
      return this.afterBuffer(this.keep(buffer));
    }
    return this.fail();
  }

  // A view follows its buffer.
  afterBuffer(buffer) {
    if (!types.isAnyArrayBuffer(buffer) || this.peek() !== 'V') return buffer;
    this.at++;
    const Made = VIEW_TAGS[this.tag()];
    const offset = this.varint();
    const length = this.varint();
    if (this.version >= 14) this.varint();
    if (Made === undefined) this.fail();
    return this.keep(new Made(buffer, offset, length / (Made.BYTES_PER_ELEMENT ?? 1)));
  }
}

const kWriter = Symbol('writer');
const kReader = Symbol('reader');

// As native methods are: they can be listed, and don't tell of their parameters.
function likeNative(Class) {
  const { prototype } = Class;
  delete prototype.constructor;
  const names = ObjectGetOwnPropertyNames(prototype);
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(prototype[names[i]], 'length', { __proto__: null, value: 0 });
    ObjectDefineProperty(prototype, names[i], { __proto__: null, enumerable: true });
  }
  ObjectDefineProperty(prototype, 'constructor', {
    __proto__: null, value: Class, writable: true, configurable: true,
  });
}

class Serializer {
  constructor() {
    ObjectDefineProperty(this, kWriter, {
      __proto__: null,
      value: new Writer(this),
      enumerable: false,
    });
  }
  writeHeader() {
    this[kWriter].byte(0xff);
    this[kWriter].varint(VERSION);
  }
  writeValue(value) {
    this[kWriter].value(value);
    return true;
  }
  releaseBuffer() {
    const writer = this[kWriter];
    const { bytes, length } = writer;
    writer.bytes = new Uint8Array(64);
    writer.length = 0;
    return Buffer.from(ArrayBufferPrototypeSlice(bytes.buffer, 0, length));
  }
  transferArrayBuffer(id, arrayBuffer) {
    MapPrototypeSet(this[kWriter].transferred, arrayBuffer, id);
  }
  writeUint32(value) {
    this[kWriter].varint(value >>> 0);
  }
  writeUint64(hi, lo) {
    let rest = (BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0);
    for (; rest >= 128n; rest >>= 7n) this[kWriter].byte(Number(rest & 127n) + 128);
    this[kWriter].byte(Number(rest));
  }
  writeDouble(value) {
    this[kWriter].double(+value);
  }
  writeRawBytes(source) {
    if (!ArrayBufferIsView(source) && !types.isAnyArrayBuffer(source)) {
      const error = new TypeError('source must be a TypedArray or a DataView');
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    this[kWriter].raw(types.isAnyArrayBuffer(source) ? new Uint8Array(source) : bytesOf(source));
  }
  _setTreatArrayBufferViewsAsHostObjects(flag) {
    this[kWriter].asHostObjects = !!flag;
  }
}
likeNative(Serializer);
Serializer.prototype._getDataCloneError = Error;

class Deserializer {
  constructor(buffer) {
    this.buffer = buffer;
    ObjectDefineProperty(this, kReader, {
      __proto__: null,
      value: new Reader(this, bytesOf(buffer)),
      enumerable: false,
    });
  }
  readHeader() {
    const reader = this[kReader];
    if (reader.bytes[reader.at] === 0xff) {
      reader.at++;
      try {
        reader.version = reader.varint();
      } catch {
        reader.version = 0;
      }
    }
    if (reader.version < OLDEST || reader.version > VERSION) {
      throw new Error('Unable to deserialize cloned data due to invalid or unsupported version.');
    }
    return true;
  }
  readValue() {
    return this[kReader].value();
  }
  getWireFormatVersion() {
    return this[kReader].version;
  }
  transferArrayBuffer(id, arrayBuffer) {
    MapPrototypeSet(this[kReader].transferred, id, arrayBuffer);
  }
  readUint32() {
    return this[kReader].varint();
  }
  readUint64() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this[kReader].byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) break;
    }
    return [Number(value >> 32n), Number(value & 0xffffffffn)];
  }
  readDouble() {
    return this[kReader].double();
  }
  _readRawBytes(length) {
    const { at } = this[kReader];
    this[kReader].raw(length);
    return at;
  }
}
likeNative(Deserializer);
Deserializer.prototype.readRawBytes = function readRawBytes(length) {
  const offset = this._readRawBytes(length);
  return Buffer.from(this.buffer.buffer, this.buffer.byteOffset + offset, length);
};

// Views are written with the bytes that they show, not with their whole buffers.
class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }
  _writeHostObject(view) {
    let index = 10;
    if (view.constructor !== Buffer) {
      index = types.isDataView(view) ? 9 : -1;
      for (let i = 0; i < views.length && index === -1; i++) {
        if (i !== 10 && TypedArrayPrototypeGetSymbolToStringTag(view) === views[i].name) index = i;
      }
      if (index === -1) {
        const { inspect } = require('internal/util/inspect');
        throw new this._getDataCloneError(`Unserializable host object: ${inspect(view)}`);
      }
    }
    this.writeUint32(index);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(bytesOf(view));
  }
}

class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const Made = views[this.readUint32()];
    const byteLength = this.readUint32();
    const offset = this.buffer.byteOffset + this._readRawBytes(byteLength);
    if (Made === Buffer) return Buffer.from(this.buffer.buffer, offset, byteLength);
    const size = Made.BYTES_PER_ELEMENT ?? 1;
    if (offset % size === 0) return new Made(this.buffer.buffer, offset, byteLength / size);
    const copy = new Uint8Array(byteLength);
    TypedArrayPrototypeSet(copy, new Uint8Array(this.buffer.buffer, offset, byteLength));
    return new Made(copy.buffer, 0, byteLength / size);
  }
}

function serialize(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function deserialize(buffer) {
  bytesOf(buffer);
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

module.exports = {
  DefaultDeserializer, DefaultSerializer, Deserializer, Serializer, deserialize, serialize,
};
