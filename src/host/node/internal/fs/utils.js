// What the functions of fs share: arguments, results of the system, Stats and Dirent.
// https://nodejs.org/api/fs.html

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { normalizeEncoding } = require('internal/util');
const { parseFileMode, validateInt32 } = require('internal/validators');

// Of Linux, where minijs runs.
const constants = {
  __proto__: null, UV_FS_SYMLINK_DIR: 1, UV_FS_SYMLINK_JUNCTION: 2, O_RDONLY: 0, O_WRONLY: 1,
  O_RDWR: 2, UV_DIRENT_UNKNOWN: 0, UV_DIRENT_FILE: 1, UV_DIRENT_DIR: 2, UV_DIRENT_LINK: 3,
  UV_DIRENT_FIFO: 4, UV_DIRENT_SOCKET: 5, UV_DIRENT_CHAR: 6, UV_DIRENT_BLOCK: 7, S_IFMT: 61440,
  S_IFREG: 32768, S_IFDIR: 16384, S_IFCHR: 8192, S_IFBLK: 24576, S_IFIFO: 4096, S_IFLNK: 40960,
  S_IFSOCK: 49152, O_CREAT: 64, O_EXCL: 128, UV_FS_O_FILEMAP: 0, UV_FS_O_TEMPORARY: 0,
  UV_FS_O_SHORT_LIVED: 0, UV_FS_O_SEQUENTIAL: 0, UV_FS_O_RANDOM: 0, O_NOCTTY: 256, O_TRUNC: 512,
  O_APPEND: 1024, O_DIRECTORY: 65536, O_NOATIME: 262144, O_NOFOLLOW: 131072, O_SYNC: 1052672,
  O_DSYNC: 4096, O_DIRECT: 16384, O_NONBLOCK: 2048, S_IRWXU: 448, S_IRUSR: 256, S_IWUSR: 128,
  S_IXUSR: 64, S_IRWXG: 56, S_IRGRP: 32, S_IWGRP: 16, S_IXGRP: 8, S_IRWXO: 7, S_IROTH: 4,
  S_IWOTH: 2, S_IXOTH: 1, F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, UV_FS_COPYFILE_EXCL: 1,
  COPYFILE_EXCL: 1, UV_FS_COPYFILE_FICLONE: 2, COPYFILE_FICLONE: 2, UV_FS_COPYFILE_FICLONE_FORCE: 4,
  COPYFILE_FICLONE_FORCE: 4,
};

// What a call of the system gave, or its error.
function checked(result, syscall, path, dest) {
  if (typeof result !== 'number' || result >= 0) return result;
  const { UVException } = require('internal/system_errors');
  throw new UVException({ __proto__: null, errno: result, syscall, path, dest });
}

function pathText(path, name = 'path') {
  if (typeof path === 'string') {
    // Nothing to do.
  } else if (path instanceof internalBinding('globals').URL) {
    path = require('url').fileURLToPath(path);
  } else if (ArrayBufferIsView(path) && !internalBinding('types').isProxy(path)) {
    path = require('buffer').Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString();
  } else {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], path);
  }
  if (StringPrototypeIncludes(path, '\0')) {
    throw new ERR_INVALID_ARG_VALUE(
      name,
      path,
      'must be a string, Uint8Array, or URL without null bytes',
    );
  }
  return path;
}

function fdNumber(fd) {
  validateInt32(fd, 'fd', 0, 2147483647);
  return ObjectIs(fd, -0) ? 0 : fd;
}

function assertEncoding(encoding) {
  if (encoding && encoding !== 'buffer' && normalizeEncoding(encoding) === undefined) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
}

// Nothing but what is asked for is read of the options that a script gives.
function getOptions(options, defaults) {
  if (options === null || options === undefined || typeof options === 'function') return defaults;
  if (typeof options === 'string') {
    options = { ...defaults, encoding: options };
  } else if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  assertEncoding(options.encoding);
  if (options.signal !== undefined)
    require('internal/validators').validateAbortSignal(options.signal, 'options.signal');
  return options;
}

const FLAGS = {
  '__proto__': null, 'r': 0, 'rs': 1052672, 'sr': 1052672, 'r+': 2, 'rs+': 1052674, 'sr+': 1052674,
  'w': 577, 'wx': 705, 'xw': 705, 'w+': 578, 'wx+': 706, 'xw+': 706, 'a': 1089, 'ax': 1217,
  'xa': 1217, 'as': 1053761, 'sa': 1053761, 'a+': 1090, 'ax+': 1218, 'xa+': 1218, 'as+': 1053762,
  'sa+': 1053762,
};
function stringToFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  if (flags == null) return 0;
  if (typeof flags !== 'string' || FLAGS[flags] === undefined) {
    throw new ERR_INVALID_ARG_VALUE(name, flags);
  }
  return FLAGS[flags];
}

function accessMode(mode) {
  if (mode === undefined) return 0;
  if (typeof mode !== 'number') throw new ERR_INVALID_ARG_TYPE('mode', 'integer', mode);
  if (mode < 0 || mode > 7 || mode % 1 !== 0) {
    const error = new RangeError('mode is out of range: >= 0 && <= 7');
    error.code = 'ERR_OUT_OF_RANGE';
    throw error;
  }
  return mode;
}

function toUnixTimestamp(time, name = 'time') {
  if (typeof time === 'string' && +time == time) return +time;
  if (NumberIsFinite(time)) return time < 0 ? DateNow() / 1000 : time;
  if (internalBinding('types').isDate(time)) return DatePrototypeGetTime(time) / 1000;
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

function isKind(mode, kind) {
  return typeof mode === 'bigint' ? (mode & 61440n) === BigInt(kind) : (mode & 61440) === kind;
}

function StatsBase(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {}

const KINDS = {
  isDirectory: 16384, isFile: 32768, isBlockDevice: 24576, isCharacterDevice: 8192,
  isSymbolicLink: 40960, isFIFO: 4096, isSocket: 49152,
};
const kinds = ObjectKeys(KINDS);
for (let i = 0; i < kinds.length; i++) {
  const kind = KINDS[kinds[i]];
  StatsBase.prototype[kinds[i]] = function () {
    return isKind(this.mode, kind);
  };
}

const FIELDS = ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks'];
const TIMES = ['atime', 'mtime', 'ctime', 'birthtime'];

// Called with or without `new`, as classes of old are.
function Stats(...fields) {
  for (let i = 0; i < FIELDS.length; i++) this[FIELDS[i]] = fields[i];
  for (let i = 0; i < TIMES.length; i++) this[`${TIMES[i]}Ms`] = fields[FIELDS.length + i];
}
ObjectSetPrototypeOf(Stats.prototype, StatsBase.prototype);
ObjectSetPrototypeOf(Stats, StatsBase);

function BigIntStats(values) {
  for (let i = 0; i < FIELDS.length; i++) this[FIELDS[i]] = BigInt(values[i]);
  for (let i = 0; i < TIMES.length; i++) {
    this[`${TIMES[i]}Ms`] =
      BigInt(values[10 + 2 * i]) * 1000n + BigInt(MathFloor(values[11 + 2 * i] / 1e6));
  }
  for (let i = 0; i < TIMES.length; i++) {
    this[`${TIMES[i]}Ns`] = BigInt(values[10 + 2 * i]) * 1000000000n + BigInt(values[11 + 2 * i]);
  }
}
ObjectSetPrototypeOf(BigIntStats.prototype, StatsBase.prototype);
ObjectSetPrototypeOf(BigIntStats, StatsBase);

// Dates are made when they are first looked at.
for (let i = 0; i < TIMES.length; i++) {
  const name = TIMES[i];
  const date = {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() {
      return (this[name] = new Date(MathRound(Number(this[`${name}Ms`]))));
    },
    set(value) {
      ObjectDefineProperty(this, name, {
        __proto__: null, value, writable: true, enumerable: true, configurable: true,
      });
    },
  };
  ObjectDefineProperty(Stats.prototype, name, date);
  ObjectDefineProperty(BigIntStats.prototype, name, date);
}

function statsFrom(values, bigint) {
  if (bigint) return new BigIntStats(values);
  const ms = (i) => values[i] * 1000 + values[i + 1] / 1e6;
  return new Stats(
    values[0],
    values[1],
    values[2],
    values[3],
    values[4],
    values[5],
    values[6],
    values[7],
    values[8],
    values[9],
    ms(10),
    ms(12),
    ms(14),
    ms(16),
  );
}

function StatFs(type, bsize, blocks, bfree, bavail, files, ffree) {
  this.type = type;
  this.bsize = bsize;
  this.blocks = blocks;
  this.bfree = bfree;
  this.bavail = bavail;
  this.files = files;
  this.ffree = ffree;
}

function statFsFrom(values, bigint) {
  const parts = bigint ? ArrayPrototypeMap(values, (value) => BigInt(value)) : values;
  return new StatFs(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
}

// A name in the encoding that was asked for.
function shown(name, encoding) {
  if (!encoding || encoding === 'utf8') return name;
  const bytes = require('buffer').Buffer.from(name);
  return encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

function validateBuffer(buffer) {
  if (!ArrayBufferIsView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
  }
}

function validateBuffers(buffers) {
  let isFine = ArrayIsArray(buffers);
  for (let i = 0; isFine && i < buffers.length; i++) isFine = ArrayBufferIsView(buffers[i]);
  if (!isFine) throw new ERR_INVALID_ARG_TYPE('buffers', 'ArrayBufferView[]', buffers);
}

// Part of a buffer, as bytes.
function bytesOf(view, offset = 0, length = view.byteLength - offset) {
  return new Uint8Array(view.buffer, view.byteOffset + offset, length);
}

function positionOf(position, length) {
  if (position === undefined || position === null) return null;
  if (typeof position === 'bigint') {
    const most = 2n ** 63n - 1n - BigInt(length);
    if (position < -1n || position > most) {
      throw new ERR_OUT_OF_RANGE('position', `>= -1 && <= ${most}`, position);
    }
    return Number(position);
  }
  if (typeof position !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], position);
  }
  require('internal/validators').validateInteger(position, 'position', -1);
  return position;
}

// What is to be read: { offset, length, position }, however it is given; null for nothing.
function readArguments(buffer, offsetOrOptions, length, position) {
  const { validateInteger, validateObject } = require('internal/validators');
  let offset = offsetOrOptions;
  if (offset === undefined || (typeof offset === 'object' && offset !== null)) {
    if (offset !== undefined) validateObject(offset, 'options');
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset ?? {});
  }
  if (offset === undefined || offset === null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length = length === undefined ? buffer.byteLength - offset : length | 0;
  if (length === 0) return null;
  if (buffer.byteLength === 0) {
    throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  }
  if (offset > buffer.byteLength) {
    throw new ERR_OUT_OF_RANGE('offset', `<= ${buffer.byteLength}`, offset);
  }
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (length > buffer.byteLength - offset) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${buffer.byteLength - offset}`, length);
  }
  return { offset, length, position: positionOf(position, length) };
}

// What is to be written: { bytes, position }.
function writeArguments(buffer, offsetOrOptions, length, position) {
  if (!ArrayBufferIsView(buffer)) {
    if (typeof buffer !== 'string') {
      throw new ERR_INVALID_ARG_TYPE(
        'buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    }
    // With a string: position and encoding.
    const encoding = typeof length === 'string' ? length : 'utf8';
    require('internal/validators').validateEncoding(buffer, encoding);
    const bytes = require('buffer').Buffer.from(buffer, encoding);
    return { bytes, position: typeof offsetOrOptions === 'number' ? offsetOrOptions : null };
  }
  const { validateInteger } = require('internal/validators');
  let offset = offsetOrOptions;
  if (typeof offset === 'object') {
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset ?? {});
  }
  if (offset === undefined || offset === null || typeof offset === 'function') offset = 0;
  else validateInteger(offset, 'offset', 0);
  if (typeof length !== 'number') length = buffer.byteLength - offset;
  if (typeof position !== 'number') position = null;
  if (offset > buffer.byteLength) {
    throw new ERR_OUT_OF_RANGE('offset', `<= ${buffer.byteLength}`, offset);
  }
  if (length > buffer.byteLength - offset) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${buffer.byteLength - offset}`, length);
  }
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  validateInteger(length, 'length', 0, 2147483647);
  return { bytes: bytesOf(buffer, offset, length), position };
}

const kType = Symbol('type');
class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.parentPath = path;
    this[kType] = type;
  }
  isDirectory() {
    return this[kType] === 2;
  }
  isFile() {
    return this[kType] === 1;
  }
  isBlockDevice() {
    return this[kType] === 7;
  }
  isCharacterDevice() {
    return this[kType] === 6;
  }
  isSymbolicLink() {
    return this[kType] === 3;
  }
  isFIFO() {
    return this[kType] === 4;
  }
  isSocket() {
    return this[kType] === 5;
  }
}

module.exports = {
  accessMode, assertEncoding, bytesOf, checked, constants, Dirent, fdNumber, getOptions,
  parseFileMode, pathText, readArguments, shown, Stats, statFsFrom, statsFrom, stringToFlags,
  toUnixTimestamp, validateBuffer, validateBuffers, writeArguments,
};
