// Files: what is done at once. The rest says that it isn't here yet.
// https://nodejs.org/api/fs.html

const binding = internalBinding('fs');
const { Buffer } = require('buffer');
const {
  accessMode, checked, constants, Dirent, fdNumber, getOptions, parseFileMode, pathText, Stats,
  statsFrom, stringToFlags, toUnixTimestamp,
} = require('internal/fs/utils');
const { deprecate, notHere } = require('internal/util');
const {
  codes: { ERR_FS_EISDIR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const {
  validateBoolean, validateFunction, validateInteger, validateObject, validateString,
} = require('internal/validators');

const pathModule = require('path');

const NONE = { __proto__: null };

function accessSync(path, mode) {
  path = pathText(path);
  checked(binding.access(path, accessMode(mode)), 'access', path);
}

function existsSync(path) {
  try {
    path = pathText(path);
  } catch {
    return false;
  }
  return typeof binding.stat(path, true) !== 'number';
}

function openSync(path, flags, mode) {
  path = pathText(path);
  const number = stringToFlags(flags);
  return checked(binding.open(path, number, parseFileMode(mode, 'mode', 0o666)), 'open', path);
}

function closeSync(fd) {
  checked(binding.close(fdNumber(fd)), 'close');
}

// Whether it is a descriptor and no path; what isn't even a number is made one, as Node does.
const isFd = (path) => path === (path | 0);
const isUtf8 = (encoding) => encoding === 'utf8' || encoding === 'utf-8';

function readFileSync(path, options) {
  options = getOptions(options, { __proto__: null, flag: 'r' });
  const { encoding } = options;
  const own = isFd(path);
  // Text is read without a look at what there is.
  const fd = !own ? openSync(path, options.flag, 0o666) : isUtf8(encoding) ? path : fdNumber(path);
  let bytes;
  try {
    if (!isUtf8(encoding)) checked(binding.fstat(fd), 'fstat');
    bytes = Buffer.from(checked(binding.readAll(fd), 'read'));
  } finally {
    if (!own) binding.close(fd);
  }
  return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes;
}

function bytesOf(data, encoding) {
  if (ArrayBufferIsView(data)) return data;
  if (typeof data !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  return Buffer.from(data, encoding || 'utf8');
}

function writeAll(fd, bytes) {
  let at = 0;
  while (at < bytes.byteLength) {
    const rest = new Uint8Array(bytes.buffer, bytes.byteOffset + at, bytes.byteLength - at);
    at += checked(binding.write(fd, rest, null), 'write');
  }
}

const WRITING = { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };

function writeFileSync(path, data, options) {
  options = getOptions(options, WRITING);
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  const flag = options.flag || 'w';
  const { encoding } = options;
  const bytes = bytesOf(data, encoding);
  const own = isFd(path);
  const isText = typeof data === 'string' && !flush && isUtf8(encoding);
  const fd = !own ? openSync(path, flag, options.mode) : isText ? path : fdNumber(path);
  try {
    writeAll(fd, bytes);
    if (flush) checked(binding.fsync(fd), 'fsync');
  } finally {
    if (!own) binding.close(fd);
  }
}

const WRITING_ON = { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'a' };

function appendFileSync(path, data, options) {
  options = { __proto__: null, ...getOptions(options, WRITING_ON) };
  if (!options.flag || isFd(path)) options.flag = 'a';
  writeFileSync(path, data, options);
}

// offset, length and position, however they are given; null for no position.
function readArguments(buffer, offsetOrOptions, length, position) {
  let offset = offsetOrOptions;
  if (offset === undefined || (typeof offset === 'object' && offset !== null)) {
    if (offset !== undefined) validateObject(offset, 'options');
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset ?? {});
  }
  if (offset === undefined || offset === null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length = length === undefined ? buffer.byteLength - offset : length | 0;
  return { offset, length, position: position ?? null };
}

function readSync(fd, buffer, offsetOrOptions, length, position) {
  fd = fdNumber(fd);
  if (!ArrayBufferIsView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
  }
  const read = readArguments(buffer, offsetOrOptions, length, position);
  if (read.length === 0) return 0;
  if (buffer.byteLength === 0) {
    throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  }
  if (read.offset > buffer.byteLength) {
    throw new ERR_OUT_OF_RANGE('offset', `<= ${buffer.byteLength}`, read.offset);
  }
  if (read.length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', read.length);
  if (read.length > buffer.byteLength - read.offset) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${buffer.byteLength - read.offset}`, read.length);
  }
  const at = typeof read.position === 'bigint' ? Number(read.position) : read.position;
  const bytes = new Uint8Array(checked(binding.read(fd, read.length, at), 'read'));
  TypedArrayPrototypeSet(
    new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength),
    bytes,
    read.offset,
  );
  return bytes.length;
}

// How many bytes were written. The error has its properties in an order of its own.
function written(result) {
  if (result >= 0) return result;
  const { UVException } = require('internal/system_errors');
  throw new UVException({ errno: result, syscall: 'write', isCodeLast: true });
}

function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = fdNumber(fd);
  if (ArrayBufferIsView(buffer)) {
    const {
      offset,
      length: count,
      position: at,
    } = readArguments(
      buffer,
      offsetOrOptions === null ? undefined : offsetOrOptions,
      length,
      position,
    );
    if (offset > buffer.byteLength)
      throw new ERR_OUT_OF_RANGE('offset', `<= ${buffer.byteLength}`, offset);
    if (count > buffer.byteLength - offset) {
      throw new ERR_OUT_OF_RANGE('length', `<= ${buffer.byteLength - offset}`, count);
    }
    if (count < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', count);
    return written(
      binding.write(fd, new Uint8Array(buffer.buffer, buffer.byteOffset + offset, count), at),
    );
  }
  if (typeof buffer !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(
      'buffer',
      ['string', 'Buffer', 'TypedArray', 'DataView'],
      buffer,
    );
  }
  // With a string: position and encoding.
  const bytes = Buffer.from(buffer, typeof length === 'string' ? length : 'utf8');
  const at = typeof offsetOrOptions === 'number' ? offsetOrOptions : null;
  return written(binding.write(fd, bytes, at));
}

function vectorSync(each, fd, buffers, position) {
  let isFine = ArrayIsArray(buffers);
  for (let i = 0; isFine && i < buffers.length; i++) isFine = ArrayBufferIsView(buffers[i]);
  if (!isFine) throw new ERR_INVALID_ARG_TYPE('buffers', 'ArrayBufferView[]', buffers);
  if (buffers.length === 0) return 0;
  fd = fdNumber(fd);
  let total = 0;
  let at = typeof position === 'number' ? position : null;
  for (let i = 0; i < buffers.length; i++) {
    if (buffers[i].byteLength === 0) continue;
    const count = each(fd, buffers[i], 0, buffers[i].byteLength, at);
    total += count;
    if (at !== null) at += count;
    if (count < buffers[i].byteLength) break;
  }
  return total;
}

function readvSync(fd, buffers, position) {
  return vectorSync(readSync, fd, buffers, position);
}

function writevSync(fd, buffers, position) {
  const write = (file, bytes, _offset, _length, at) =>
    checked(binding.write(file, bytes, at), 'write');
  return vectorSync(write, fd, buffers, position);
}

const MISSING = [-2, -20];

function statOf(path, options, follow) {
  const { bigint = false, throwIfNoEntry = true } = options ?? {};
  path = pathText(path);
  const result = binding.stat(path, follow);
  if (!throwIfNoEntry && ArrayPrototypeIncludes(MISSING, result)) return undefined;
  return statsFrom(checked(result, follow ? 'stat' : 'lstat', path), bigint);
}

function statSync(path, options = undefined) {
  return statOf(path, options, true);
}

function lstatSync(path, options = undefined) {
  return statOf(path, options, false);
}

function fstatSync(fd, options = undefined) {
  return statsFrom(checked(binding.fstat(fdNumber(fd)), 'fstat'), options?.bigint);
}

const shown = (name, encoding) =>
  encoding === 'buffer'
    ? Buffer.from(name)
    : encoding && encoding !== 'utf8'
      ? Buffer.from(name).toString(encoding)
      : name;

function readdirSync(path, options) {
  options = getOptions(options, NONE);
  path = pathText(path);
  const { encoding, recursive } = options;
  if (recursive != null) validateBoolean(recursive, 'options.recursive');
  const withTypes = !!options.withFileTypes;
  const result = [];
  const walk = (folder, before) => {
    const entries = checked(binding.readdir(folder), 'scandir', folder);
    for (let i = 0; i < entries.length; i += 2) {
      const name = entries[i];
      const relative = before === '' ? name : pathModule.join(before, name);
      ArrayPrototypePush(
        result,
        withTypes
          ? new Dirent(shown(name, encoding), entries[i + 1], folder)
          : shown(relative, encoding),
      );
    }
    if (!recursive) return;
    for (let i = 0; i < entries.length; i += 2) {
      if (entries[i + 1] === 2) {
        walk(
          pathModule.join(folder, entries[i]),
          before === '' ? entries[i] : pathModule.join(before, entries[i]),
        );
      }
    }
  };
  walk(path, '');
  return result;
}

function realpathNative(path, options) {
  options = getOptions(options, NONE);
  path = pathText(path);
  return shown(checked(binding.realpath(path), 'realpath', path), options.encoding);
}

function realpathSync(path, options) {
  options = getOptions(options, NONE);
  path = pathText(path);
  const real = binding.realpath(path);
  if (typeof real === 'number') {
    // It is told of the first part that isn't there.
    let current = pathModule.resolve(path);
    const parts = [];
    for (; current !== pathModule.dirname(current); current = pathModule.dirname(current)) {
      ArrayPrototypeUnshift(parts, current);
    }
    for (let i = 0; i < parts.length; i++)
      checked(binding.stat(parts[i], false), 'lstat', parts[i]);
    for (let i = 0; i < parts.length; i++) checked(binding.stat(parts[i], true), 'stat', parts[i]);
    checked(real, 'realpath', path);
  }
  return shown(real, options.encoding);
}
realpathSync.native = realpathNative;

function mkdirSync(path, options) {
  let mode = 0o777;
  let recursive = false;
  if (typeof options === 'number' || typeof options === 'string') {
    mode = parseFileMode(options, 'mode');
  } else if (options) {
    if (options.recursive !== undefined) {
      recursive = options.recursive;
      validateBoolean(recursive, 'options.recursive');
    }
    if (options.mode !== undefined) mode = parseFileMode(options.mode, 'options.mode');
  }
  path = pathText(path);
  if (!recursive) {
    checked(binding.mkdir(path, mode), 'mkdir', path);
    return undefined;
  }
  // The folders that miss, from the outermost; the first of them is the result.
  const missing = [];
  for (let current = pathModule.resolve(path); ; current = pathModule.dirname(current)) {
    const status = binding.stat(current, true);
    if (typeof status !== 'number') {
      if ((status[1] & 61440) !== 16384) {
        checked(missing.length === 0 ? -17 : -20, 'mkdir', path);
      }
      break;
    }
    if (status !== -2) checked(status, 'mkdir', path);
    ArrayPrototypeUnshift(missing, current);
    if (current === pathModule.dirname(current)) break;
  }
  for (let i = 0; i < missing.length; i++) checked(binding.mkdir(missing[i], mode), 'mkdir', path);
  return missing[0];
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function mkdtempSync(prefix, options) {
  options = getOptions(options, NONE);
  prefix = pathText(prefix, 'prefix');
  for (;;) {
    let name = prefix;
    for (let i = 0; i < 6; i++) name += LETTERS[MathFloor(MathRandom() * LETTERS.length)];
    const result = binding.mkdir(name, 0o700);
    if (result === -17) continue;
    checked(result, 'mkdtemp', `${prefix}XXXXXX`);
    return shown(name, options.encoding);
  }
}

function mkdtempDisposableSync(prefix, options) {
  const path = mkdtempSync(prefix, options);
  const full = pathModule.resolve(path);
  const remove = () => rmSync(full, { recursive: true, force: true });
  return { path, remove, [SymbolDispose]: remove };
}

function unlinkSync(path) {
  path = pathText(path);
  checked(binding.unlink(path), 'unlink', path);
}

function rmdirSync(path, options) {
  path = pathText(path);
  if (options?.recursive !== undefined) {
    throw new ERR_INVALID_ARG_VALUE(
      'options.recursive',
      options.recursive,
      'is no longer supported',
    );
  }
  checked(binding.rmdir(path), 'rmdir', path);
}

function removeTree(path) {
  const status = checked(binding.stat(path, false), 'lstat', path);
  if ((status[1] & 61440) !== 16384) {
    checked(binding.unlink(path), 'unlink', path);
    return;
  }
  const entries = checked(binding.readdir(path), 'scandir', path);
  for (let i = 0; i < entries.length; i += 2) removeTree(pathModule.join(path, entries[i]));
  checked(binding.rmdir(path), 'rmdir', path);
}

function rmSync(path, options) {
  path = pathText(path);
  if (options !== undefined) validateObject(options, 'options');
  const { recursive = false, force = false } = options ?? {};
  validateBoolean(recursive, 'options.recursive');
  validateBoolean(force, 'options.force');
  const status = binding.stat(path, false);
  if (force && (status === -2 || status === -20)) return;
  checked(status, 'lstat', path);
  if ((status[1] & 61440) === 16384 && !recursive) {
    throw new ERR_FS_EISDIR({
      code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: 21,
    });
  }
  removeTree(path);
}

function renameSync(oldPath, newPath) {
  oldPath = pathText(oldPath, 'oldPath');
  newPath = pathText(newPath, 'newPath');
  checked(binding.rename(oldPath, newPath), 'rename', oldPath, newPath);
}

function copyFileSync(src, dest, mode) {
  src = pathText(src, 'src');
  dest = pathText(dest, 'dest');
  checked(
    binding.copyFile(src, dest, (accessMode(mode) & constants.COPYFILE_EXCL) !== 0),
    'copyfile',
    src,
    dest,
  );
}

function cpSync(src, dest, options) {
  require('internal/fs/cp').cpSync(src, dest, options);
}

function readlinkSync(path, options) {
  options = getOptions(options, NONE);
  path = pathText(path);
  return shown(checked(binding.readlink(path), 'readlink', path), options.encoding);
}

function symlinkSync(target, path, type) {
  target = pathText(target, 'target');
  path = pathText(path);
  checked(binding.symlink(target, path), 'symlink', target, path);
}

function linkSync(existingPath, newPath) {
  existingPath = pathText(existingPath, 'existingPath');
  newPath = pathText(newPath, 'newPath');
  checked(binding.link(existingPath, newPath), 'link', existingPath, newPath);
}

function chmodSync(path, mode) {
  path = pathText(path);
  checked(binding.chmod(path, parseFileMode(mode, 'mode')), 'chmod', path);
}

function fchmodSync(fd, mode) {
  checked(binding.fchmod(fdNumber(fd), parseFileMode(mode, 'mode')), 'fchmod');
}

const owner = (syscall, follow) =>
  function (path, uid, gid) {
    path = pathText(path);
    validateInteger(uid, 'uid', -1, 4294967295);
    validateInteger(gid, 'gid', -1, 4294967295);
    checked(binding.chown(path, uid, gid, follow), syscall, path);
  };
const chownSync = ObjectDefineProperty(owner('chown', true), 'name', {
  __proto__: null,
  value: 'chownSync',
});
const lchownSync = ObjectDefineProperty(owner('lchown', false), 'name', {
  __proto__: null,
  value: 'lchownSync',
});

function utimesSync(path, atime, mtime) {
  path = pathText(path);
  checked(binding.utimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime)), 'utime', path);
}

function futimesSync(fd, atime, mtime) {
  checked(
    binding.futimes(fdNumber(fd), toUnixTimestamp(atime, 'atime'), toUnixTimestamp(mtime, 'mtime')),
    'futime',
  );
}

function ftruncateSync(fd, len = 0) {
  validateInteger(len, 'len');
  checked(binding.ftruncate(fdNumber(fd), MathMax(0, len)), 'ftruncate');
}

function truncateSync(path, len) {
  if (len === undefined) len = 0;
  const fd = openSync(path, 'r+');
  try {
    ftruncateSync(fd, len);
  } finally {
    closeSync(fd);
  }
}

function fsyncSync(fd) {
  checked(binding.fsync(fdNumber(fd)), 'fsync');
}

function fdatasyncSync(fd) {
  checked(binding.fsync(fdNumber(fd)), 'fdatasync');
}

function globSync(pattern, options) {
  return require('internal/fs/glob').globSync(pattern, options);
}

const LATER = 'what is done in the background comes with the network; the form with Sync is there';
const later = (name, length = 0) => {
  const refuse = notHere('fs', name, LATER);
  const fn = function (...args) {
    validateFunction(args[args.length - 1], 'cb');
    refuse();
  };
  ObjectDefineProperty(fn, 'name', { __proto__: null, value: name });
  return ObjectDefineProperty(fn, 'length', { __proto__: null, value: length });
};
const unknown = (name, length = 0) =>
  ObjectDefineProperty(notHere('fs', name), 'length', { __proto__: null, value: length });

const publicStats = deprecate(Stats, 'fs.Stats constructor is deprecated.', 'DEP0180');
ObjectDefineProperty(publicStats, 'length', { __proto__: null, value: 14 });
const ReadStream = unknown('ReadStream', 2);
const WriteStream = unknown('WriteStream', 2);

const fs = (module.exports = {
  appendFile: later('appendFile', 4), appendFileSync, access: later('access', 3), accessSync,
  chown: later('chown', 4), chownSync, chmod: later('chmod', 3), chmodSync,
  close: later('close', 1), closeSync, copyFile: later('copyFile', 4), copyFileSync,
  cp: later('cp', 4), cpSync, createReadStream: unknown('createReadStream', 2),
  createWriteStream: unknown('createWriteStream', 2), exists: later('exists', 2), existsSync,
  fchown: later('fchown', 4), fchownSync: unknown('fchownSync', 3), fchmod: later('fchmod', 3),
  fchmodSync, fdatasync: later('fdatasync', 2), fdatasyncSync, fstat: later('fstat', 1), fstatSync,
  fsync: later('fsync', 2), fsyncSync, ftruncate: later('ftruncate', 1), ftruncateSync,
  futimes: later('futimes', 4), futimesSync, glob: later('glob', 3), globSync,
  lchown: later('lchown', 4), lchownSync, lchmod: undefined, lchmodSync: undefined,
  link: later('link', 3), linkSync, lstat: later('lstat', 1), lstatSync,
  lutimes: later('lutimes', 4), lutimesSync: unknown('lutimesSync', 3), mkdir: later('mkdir', 3),
  mkdirSync, mkdtemp: later('mkdtemp', 3), mkdtempSync, mkdtempDisposableSync,
  open: later('open', 4), openSync, openAsBlob: unknown('openAsBlob', 1),
  readdir: later('readdir', 3), readdirSync, read: later('read', 6), readSync,
  readv: later('readv', 4), readvSync, readFile: later('readFile', 3), readFileSync,
  readlink: later('readlink', 3), readlinkSync, realpath: later('realpath', 3), realpathSync,
  rename: later('rename', 3), renameSync, rm: later('rm', 3), rmSync, rmdir: later('rmdir', 3),
  rmdirSync, stat: later('stat', 1), statfs: later('statfs', 1), statSync,
  statfsSync: unknown('statfsSync', 1), symlink: later('symlink', 4), symlinkSync,
  truncate: later('truncate', 3), truncateSync, unwatchFile: unknown('unwatchFile', 2),
  unlink: later('unlink', 2), unlinkSync, utimes: later('utimes', 4), utimesSync,
  watch: unknown('watch', 3), watchFile: unknown('watchFile', 3), writeFile: later('writeFile', 4),
  writeFileSync, write: later('write', 6), writeSync, writev: later('writev', 4), writevSync,
  Dirent, Stats: publicStats, ReadStream, WriteStream, FileReadStream: ReadStream,
  FileWriteStream: WriteStream, Utf8Stream: unknown('Utf8Stream'),
  _toUnixTimestamp: toUnixTimestamp,
  Dir: unknown('Dir', 3), opendir: later('opendir', 3), opendirSync: unknown('opendirSync', 2),
});
const access = ['F_OK', 'R_OK', 'W_OK', 'X_OK'];
for (let i = 0; i < access.length; i++) {
  const name = access[i];
  const text = `fs.${name} is deprecated, use fs.constants.${name} instead`;
  ObjectDefineProperty(fs, name, {
    __proto__: null,
    get: deprecate(function get() {
      return constants[name];
    }, text, 'DEP0176'),
  });
}
fs.realpath.native = later('realpath.native', 3);
ObjectDefineProperties(fs, {
  __proto__: null,
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  promises: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return require('fs/promises');
    },
  },
});
