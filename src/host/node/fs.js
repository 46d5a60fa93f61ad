// Files: https://nodejs.org/api/fs.html
//
// Here are the forms that work at once and those with callbacks. What they ask of the system is in
// `internal/fs/requests`; the forms with promises are in `internal/fs/promises`.

const binding = internalBinding('fs');
const { Buffer } = require('buffer');
const {
  bytesOf, checked, constants, Dirent, fdNumber, getOptions, pathText, readArguments, shown, Stats,
  stringToFlags, toUnixTimestamp, validateBuffer, validateBuffers, writeArguments,
} = require('internal/fs/utils');
const { requests, runAsync, runSync, start, sync } = require('internal/fs/requests');
const { customPromisifyArgs, deprecate, notHere } = require('internal/util');
const { codes: { ERR_FS_FILE_TOO_LARGE, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const {
  validateBoolean, validateFunction, validateInteger,
} = require('internal/validators');
const trees = require('internal/fs/trees');

const NONE = { __proto__: null };
const nextTick = (...args) => ReflectApply(require('process').nextTick, undefined, args);

function checkedCallback(callback, name = 'cb') {
  validateFunction(callback, name);
  return callback;
}

// A function with the name and the parameters of Node's.
const named = (name, fn) => ObjectDefineProperty(fn, 'name', { __proto__: null, value: name });

// What has a callback after its arguments: the last of them may be left out.
function settle(promise, callback) {
  PromisePrototypeThen(
    promise,
    (value) => nextTick(callback, null, value),
    (error) => nextTick(callback, error),
  );
}

function access(path, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = constants.F_OK;
  }
  checkedCallback(callback);
  start(requests.access(path, mode), callback);
}

function accessSync(path, mode) {
  sync(requests.access(path, mode));
}

function exists(path, callback) {
  checkedCallback(callback);
  let request;
  try {
    request = requests.access(path, constants.F_OK);
  } catch {
    return callback(false);
  }
  start(request, (error) => callback(!error));
}
ObjectDefineProperty(exists, require('internal/util').customPromisifySymbol, {
  __proto__: null,
  value: function exists(path) {
    return new Promise((resolve) => fs.exists(path, resolve));
  },
});

let warnedOfExists = false;

function existsSync(path) {
  try {
    path = pathText(path);
  } catch (error) {
    if (error?.code === 'ERR_INVALID_ARG_TYPE' && !warnedOfExists) {
      warnedOfExists = true;
      require('process').emitWarning(
        'Passing invalid argument types to fs.existsSync is deprecated',
        'DeprecationWarning', 'DEP0187');
    }
    return false;
  }
  try {
    return typeof binding.stat(path, true) !== 'number';
  } catch {
    return false;
  }
}

function open(path, flags, mode, callback) {
  if (arguments.length < 3) {
    callback = flags;
    flags = 'r';
    mode = 0o666;
  } else if (typeof mode === 'function') {
    callback = mode;
    mode = 0o666;
  }
  const request = requests.open(path, flags, mode);
  start(request, checkedCallback(callback));
}

function openSync(path, flags, mode) {
  return sync(requests.open(path, flags, mode));
}

function openAsBlob(path, options = NONE) {
  require('internal/validators').validateObject(options, 'options');
  const type = options.type || '';
  require('internal/validators').validateString(type, 'options.type');
  return require('internal/fs/promises').openAsBlob(pathText(path), type);
}

function close(fd, callback) {
  if (callback !== undefined) checkedCallback(callback);
  start(requests.close(fd), callback ?? ((error) => {
    if (error != null) throw error;
  }));
}

function closeSync(fd) {
  sync(requests.close(fd));
}

// Whether it is a descriptor and no path; what isn't even a number is made one, as Node does.
const isFd = (path) => path === (path | 0);
const isUtf8 = (encoding) => encoding === 'utf8' || encoding === 'utf-8';

function readFileSync(path, options) {
  options = getOptions(options, { __proto__: null, flag: 'r' });
  const { encoding } = options;
  const own = isFd(path);
  const fd = !own ? openSync(path, options.flag, 0o666) : isUtf8(encoding) ? path : fdNumber(path);
  let bytes;
  try {
    const status = checked(binding.fstat(fd), isUtf8(encoding) ? 'read' : 'fstat');
    if (status[8] > 2 ** 31 - 1 && (status[1] & 0o170000) === 0o100000) {
      throw new ERR_FS_FILE_TOO_LARGE(status[8]);
    }
    bytes = Buffer.from(checked(binding.readAll(fd), 'read'));
  } finally {
    if (!own) binding.close(fd);
  }
  return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes;
}

function readFile(path, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  options = getOptions(options, { __proto__: null, flag: 'r' });
  require('internal/fs/whole').readFile(path, options, callback);
}

const WRITING = { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };

function dataBytes(data, encoding) {
  if (ArrayBufferIsView(data)) return bytesOf(data);
  if (typeof data !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  return Buffer.from(data, encoding || 'utf8');
}

function writeAll(fd, bytes) {
  let at = 0;
  while (at < bytes.byteLength) {
    at += checked(binding.write(fd, bytesOf(bytes, at), null), 'write');
  }
}

function writeFileSync(path, data, options) {
  options = getOptions(options, WRITING);
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  const flag = options.flag || 'w';
  const { encoding } = options;
  const bytes = dataBytes(data, encoding);
  const own = isFd(path);
  const isText = typeof data === 'string' && !flush && isUtf8(encoding);
  const fd = !own ? openSync(path, flag, options.mode) : isText ? path : fdNumber(path);
  try {
    writeAll(fd, bytes);
    if (flush) fs.fsyncSync(fd);
  } finally {
    if (!own) binding.close(fd);
  }
}

function writeFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  options = getOptions(options, WRITING);
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  const bytes = dataBytes(data, options.encoding);
  const flag = options.flag || 'w';
  require('internal/fs/whole').writeFile(path, bytes, { ...options, flag, flush }, callback);
}

const WRITING_ON = { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'a' };

function appendOptions(path, options) {
  options = { __proto__: null, ...getOptions(options, WRITING_ON) };
  if (!options.flag || isFd(path)) options.flag = 'a';
  return options;
}

function appendFileSync(path, data, options) {
  writeFileSync(path, data, appendOptions(path, options));
}

function appendFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  fs.writeFile(path, data, appendOptions(path, options), callback);
}

function read(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = fdNumber(fd);
  if (arguments.length <= 4) {
    let params;
    if (arguments.length === 4) {
      // fs.read(fd, buffer, options, callback)
      if (typeof offsetOrOptions !== 'object' && offsetOrOptions !== undefined) {
        throw new ERR_INVALID_ARG_TYPE('options', 'Object', offsetOrOptions);
      }
      params = offsetOrOptions;
      callback = length;
    } else if (arguments.length === 3) {
      // fs.read(fd, bufferOrOptions, callback)
      if (!ArrayBufferIsView(buffer)) {
        params = buffer;
        ({ buffer = Buffer.alloc(16384) } = params ?? NONE);
      }
      callback = offsetOrOptions;
    } else {
      // fs.read(fd, callback)
      callback = buffer;
      buffer = Buffer.alloc(16384);
    }
    if (params !== undefined) require('internal/validators').validateObject(
      params, 'options', require('internal/validators').kValidateObjectAllowNullable);
    ({
      offset: offsetOrOptions = 0,
      length = buffer?.byteLength - offsetOrOptions,
      position = null,
    } = params ?? NONE);
  }
  validateBuffer(buffer);
  validateFunction(callback, 'cb');
  const asked = readArguments(buffer, offsetOrOptions ?? 0, length ?? buffer.byteLength, position);
  if (asked === null) {
    return nextTick(() => callback(null, 0, buffer));
  }
  start(requests.read(fd, asked.length, asked.position), (error, read) => {
    if (error) return callback(error, 0, buffer);
    TypedArrayPrototypeSet(bytesOf(buffer), new Uint8Array(read), asked.offset);
    callback(null, read.byteLength, buffer);
  });
}
ObjectDefineProperty(read, customPromisifyArgs, {
  __proto__: null, value: ['bytesRead', 'buffer'], enumerable: false,
});

function readSync(fd, buffer, offsetOrOptions, length, position) {
  fd = fdNumber(fd);
  validateBuffer(buffer);
  if (arguments.length <= 3 && offsetOrOptions !== undefined) {
    const { kValidateObjectAllowNullable, validateObject } = require('internal/validators');
    validateObject(offsetOrOptions, 'options', kValidateObjectAllowNullable);
  }
  const asked = readArguments(buffer, offsetOrOptions, length, position);
  if (asked === null) return 0;
  const bytes = new Uint8Array(sync(requests.read(fd, asked.length, asked.position)));
  TypedArrayPrototypeSet(bytesOf(buffer), bytes, asked.offset);
  return bytes.length;
}

function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = fdNumber(fd);
  if (ArrayBufferIsView(buffer)) {
    callback ||= position || length || offsetOrOptions;
    if (typeof callback !== 'function') callback = position || length || offsetOrOptions;
  } else if (typeof position !== 'function') {
    if (typeof offsetOrOptions === 'function') {
      position = offsetOrOptions;
      offsetOrOptions = null;
    } else {
      position = length;
    }
    callback = position;
    length = 'utf8';
  } else {
    callback = position;
  }
  const asked = writeArguments(buffer, offsetOrOptions, length, position);
  validateFunction(callback, 'cb');
  // The buffer is given back, and so lives as long.
  start(requests.write(fd, asked.bytes, asked.position),
        (error, written) => callback(error, written || 0, buffer));
}
ObjectDefineProperty(write, customPromisifyArgs, {
  __proto__: null, value: ['bytesWritten', 'buffer'], enumerable: false,
});

// The error has its properties in an order of its own.
function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = fdNumber(fd);
  const asked = writeArguments(buffer, offsetOrOptions, length, position);
  const result = binding.write(fd, asked.bytes, asked.position);
  if (result >= 0) return result;
  const { UVException } = require('internal/system_errors');
  throw new UVException({ errno: result, syscall: 'write', isCodeLast: true });
}

const { gather, scatter, totalOf } = require('internal/fs/vectors');

function readv(fd, buffers, position, callback) {
  fd = fdNumber(fd);
  validateBuffers(buffers);
  callback ||= position;
  validateFunction(callback, 'cb');
  const at = typeof position === 'number' ? position : null;
  start(requests.read(fd, totalOf(buffers), at), (error, read) => {
    if (error) return callback(error, 0, buffers);
    scatter(buffers, new Uint8Array(read));
    callback(null, read.byteLength, buffers);
  });
}
ObjectDefineProperty(readv, customPromisifyArgs, {
  __proto__: null, value: ['bytesRead', 'buffers'], enumerable: false,
});

function readvSync(fd, buffers, position) {
  fd = fdNumber(fd);
  validateBuffers(buffers);
  const at = typeof position === 'number' ? position : null;
  const bytes = new Uint8Array(sync(requests.read(fd, totalOf(buffers), at)));
  scatter(buffers, bytes);
  return bytes.length;
}

function writev(fd, buffers, position, callback) {
  fd = fdNumber(fd);
  validateBuffers(buffers);
  callback ||= position;
  validateFunction(callback, 'cb');
  if (buffers.length === 0) {
    nextTick(callback, null, 0, buffers);
    return;
  }
  const at = typeof position === 'number' ? position : null;
  start(requests.write(fd, gather(buffers), at),
        (error, written) => callback(error, written || 0, buffers));
}
ObjectDefineProperty(writev, customPromisifyArgs, {
  __proto__: null, value: ['bytesWritten', 'buffers'], enumerable: false,
});

function writevSync(fd, buffers, position) {
  fd = fdNumber(fd);
  validateBuffers(buffers);
  if (buffers.length === 0) return 0;
  const at = typeof position === 'number' ? position : null;
  return sync(requests.write(fd, gather(buffers), at));
}

const MISSING = ['ENOENT', 'ENOTDIR'];

const isMissing = (error, options) =>
  options?.throwIfNoEntry === false && ArrayPrototypeIncludes(MISSING, error.code);

function statOf(request, options) {
  try {
    return sync(request);
  } catch (error) {
    if (isMissing(error, options)) return undefined;
    throw error;
  }
}

const withOptions = (name, missing) =>
  named(name, function(path, options = { bigint: false }, callback) {
    if (typeof options === 'function') {
      callback = options;
      options = missing;
    }
    checkedCallback(callback);
    start(requests[name](path, options), (error, found) => {
      if (error && isMissing(error, options)) return callback(null, undefined);
      if (error) return callback(error);
      callback(null, found);
    });
  });
const stat = withOptions('stat', NONE);
const lstat = withOptions('lstat', NONE);
const fstat = withOptions('fstat', NONE);
const statfs = withOptions('statfs', NONE);

function statSync(path, options = { bigint: false, throwIfNoEntry: true }) {
  return statOf(requests.stat(path, options), options);
}

function lstatSync(path, options = { bigint: false, throwIfNoEntry: true }) {
  return statOf(requests.lstat(path, options), options);
}

function fstatSync(fd, options = { bigint: false }) {
  return sync(requests.fstat(fd, options));
}

function statfsSync(path, options = { bigint: false }) {
  return sync(requests.statfs(path, options));
}

function readdir(path, options, callback) {
  callback = checkedCallback(typeof options === 'function' ? options : callback);
  settle(runAsync(trees.readdir(path, options)), callback);
}

function readdirSync(path, options) {
  return runSync(trees.readdir(path, options));
}

function realpath(path, options, callback) {
  callback = checkedCallback(typeof options === 'function' ? options : callback);
  settle(runAsync(trees.realpath(path, options)), callback);
}
realpath.native = (path, options, callback) => {
  callback = checkedCallback(callback || options);
  start(requests.realpath(path, options), callback);
};

function realpathSync(path, options) {
  return runSync(trees.realpath(path, options));
}
realpathSync.native = (path, options) => sync(requests.realpath(path, options));

function mkdir(path, options, callback) {
  callback = checkedCallback(typeof options === 'function' ? options : callback);
  if (typeof options === 'function') options = undefined;
  start(requests.mkdir(path, options), callback);
}

function mkdirSync(path, options) {
  return sync(requests.mkdir(path, options));
}

let warnedOfLetters = false;

function warnOfLetters(prefix) {
  if (warnedOfLetters || !StringPrototypeEndsWith(`${prefix}`, 'X')) return;
  warnedOfLetters = true;
  require('process').emitWarning(
    'mkdtemp() templates ending with X are not portable. ' +
    'For details see: https://nodejs.org/api/fs.html');
}

function mkdtemp(prefix, options, callback) {
  callback = checkedCallback(typeof options === 'function' ? options : callback);
  const request = requests.mkdtemp(prefix, options);
  warnOfLetters(prefix);
  start(request, callback);
}

function mkdtempSync(prefix, options) {
  const request = requests.mkdtemp(prefix, options);
  warnOfLetters(prefix);
  return sync(request);
}

function mkdtempDisposableSync(prefix, options) {
  const path = mkdtempSync(prefix, options);
  const full = require('path').resolve(path);
  const remove = () => rmSync(full, { recursive: true, force: true });
  return { path, remove, [SymbolDispose]: remove };
}

function rm(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  const generator = trees.rm(path, options);
  settleVoid(runAsync(generator), checkedCallback(callback));
}

function settleVoid(promise, callback) {
  PromisePrototypeThen(
    promise,
    () => nextTick(callback, null),
    (error) => nextTick(callback, error),
  );
}

function rmSync(path, options) {
  runSync(trees.rm(path, options));
}

function rmdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  const request = trees.rmdir(path, options);
  start(request, checkedCallback(callback));
}

function rmdirSync(path, options) {
  sync(trees.rmdir(path, options));
}

function copyFile(src, dest, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = 0;
  }
  start(requests.copyFile(src, dest, mode), checkedCallback(callback));
}

function copyFileSync(src, dest, mode) {
  sync(requests.copyFile(src, dest, mode));
}

function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  checkedCallback(callback);
  settleVoid(runAsync(require('internal/fs/cp').cp(src, dest, options)), callback);
}

function cpSync(src, dest, options) {
  runSync(require('internal/fs/cp').cp(src, dest, options, true));
}

function readlink(path, options, callback) {
  callback = checkedCallback(typeof options === 'function' ? options : callback);
  start(requests.readlink(path, options), callback);
}

function readlinkSync(path, options) {
  return sync(requests.readlink(path, options));
}

function symlink(target, path, type, callback) {
  if (callback === undefined) {
    callback = checkedCallback(type);
    type = undefined;
  } else {
    checkedCallback(callback);
  }
  start(requests.symlink(target, path, type), callback);
}

function symlinkSync(target, path, type) {
  sync(requests.symlink(target, path, type));
}

// Those whose arguments are all there before the callback.
const plain = {
  __proto__: null,
  rename(oldPath, newPath, callback) {
    checkedCallback(callback);
    start(requests.rename(oldPath, newPath), callback);
  },
  link(existingPath, newPath, callback) {
    checkedCallback(callback);
    start(requests.link(existingPath, newPath), callback);
  },
  unlink(path, callback) {
    checkedCallback(callback);
    start(requests.unlink(path), callback);
  },
  chmod(path, mode, callback) {
    const request = requests.chmod(path, mode);
    start(request, checkedCallback(callback));
  },
  fchmod(fd, mode, callback) {
    const request = requests.fchmod(fd, mode);
    start(request, checkedCallback(callback));
  },
  chown(path, uid, gid, callback) {
    checkedCallback(callback);
    start(requests.chown(path, uid, gid), callback);
  },
  lchown(path, uid, gid, callback) {
    checkedCallback(callback);
    start(requests.lchown(path, uid, gid), callback);
  },
  fchown(fd, uid, gid, callback) {
    const request = requests.fchown(fd, uid, gid);
    start(request, checkedCallback(callback));
  },
  utimes(path, atime, mtime, callback) {
    checkedCallback(callback);
    start(requests.utimes(path, atime, mtime), callback);
  },
  lutimes(path, atime, mtime, callback) {
    checkedCallback(callback);
    start(requests.lutimes(path, atime, mtime), callback);
  },
  futimes(fd, atime, mtime, callback) {
    const request = requests.futimes(fd, atime, mtime);
    start(request, checkedCallback(callback));
  },
  fsync(fd, callback) {
    const request = requests.fsync(fd);
    start(request, checkedCallback(callback));
  },
  fdatasync(fd, callback) {
    const request = requests.fdatasync(fd);
    start(request, checkedCallback(callback));
  },
};

const plainSync = {
  __proto__: null,
  renameSync(oldPath, newPath) {
    sync(requests.rename(oldPath, newPath));
  },
  linkSync(existingPath, newPath) {
    sync(requests.link(existingPath, newPath));
  },
  unlinkSync(path) {
    sync(requests.unlink(path));
  },
  chmodSync(path, mode) {
    sync(requests.chmod(path, mode));
  },
  fchmodSync(fd, mode) {
    sync(requests.fchmod(fd, mode));
  },
  chownSync(path, uid, gid) {
    sync(requests.chown(path, uid, gid));
  },
  lchownSync(path, uid, gid) {
    sync(requests.lchown(path, uid, gid));
  },
  fchownSync(fd, uid, gid) {
    sync(requests.fchown(fd, uid, gid));
  },
  utimesSync(path, atime, mtime) {
    sync(requests.utimes(path, atime, mtime));
  },
  lutimesSync(path, atime, mtime) {
    sync(requests.lutimes(path, atime, mtime));
  },
  futimesSync(fd, atime, mtime) {
    sync(requests.futimes(fd, atime, mtime));
  },
  fsyncSync(fd) {
    sync(requests.fsync(fd));
  },
  fdatasyncSync(fd) {
    sync(requests.fdatasync(fd));
  },
};

function ftruncate(fd, len = 0, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  }
  const request = requests.ftruncate(fd, len);
  start(request, checkedCallback(callback));
}

function ftruncateSync(fd, len = 0) {
  sync(requests.ftruncate(fd, len));
}

function truncate(path, len, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  } else if (len === undefined) {
    len = 0;
  }
  validateInteger(len, 'len');
  checkedCallback(callback);
  fs.open(path, 'r+', (error, fd) => {
    if (error) return callback(error);
    start(requests.ftruncate(fd, len), (failed) => {
      fs.close(fd, (closing) => callback(failed ?? closing ?? null));
    });
  });
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

function glob(pattern, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  checkedCallback(callback);
  settle(runAsync(require('internal/fs/glob').glob(pattern, options)), callback);
}

function globSync(pattern, options) {
  return runSync(require('internal/fs/glob').glob(pattern, options));
}

function opendir(path, options, callback) {
  callback = checkedCallback(typeof options === 'function' ? options : callback, 'callback');
  if (typeof options === 'function') options = undefined;
  require('internal/fs/dir').opendir(path, options, callback);
}

function opendirSync(path, options) {
  return require('internal/fs/dir').opendirSync(path, options);
}

function watch(filename, options, listener) {
  return require('internal/fs/watchers').watch(filename, options, listener);
}

function watchFile(filename, options, listener) {
  return require('internal/fs/watchers').watchFile(filename, options, listener);
}

function unwatchFile(filename, listener) {
  require('internal/fs/watchers').unwatchFile(filename, listener);
}

function createReadStream(path, options) {
  const { ReadStream } = require('internal/fs/streams');
  return new ReadStream(path, options);
}

function createWriteStream(path, options) {
  const { WriteStream } = require('internal/fs/streams');
  return new WriteStream(path, options);
}

const publicStats = deprecate(Stats, 'fs.Stats constructor is deprecated.', 'DEP0180');
ObjectDefineProperty(publicStats, 'length', { __proto__: null, value: 14 });

const { link, rename, unlink, chmod, fchmod, chown, lchown, fchown } = plain;
const { utimes, lutimes, futimes, fsync, fdatasync } = plain;
const { linkSync, renameSync, unlinkSync, chmodSync, fchmodSync, chownSync } = plainSync;
const { lchownSync, fchownSync, utimesSync, lutimesSync, futimesSync } = plainSync;
const { fsyncSync, fdatasyncSync } = plainSync;

const fs = (module.exports = {
  appendFile, appendFileSync, access, accessSync, chown, chownSync, chmod, chmodSync, close,
  closeSync, copyFile, copyFileSync, cp, cpSync, createReadStream, createWriteStream, exists,
  existsSync, fchown, fchownSync, fchmod, fchmodSync, fdatasync, fdatasyncSync, fstat, fstatSync,
  fsync, fsyncSync, ftruncate, ftruncateSync, futimes, futimesSync, glob, globSync, lchown,
  lchownSync, lchmod: undefined, lchmodSync: undefined, link, linkSync, lstat, lstatSync, lutimes,
  lutimesSync, mkdir, mkdirSync, mkdtemp, mkdtempSync, mkdtempDisposableSync, open, openSync,
  openAsBlob, readdir, readdirSync, read, readSync, readv, readvSync, readFile, readFileSync,
  readlink, readlinkSync, realpath, realpathSync, rename, renameSync, rm, rmSync, rmdir, rmdirSync,
  stat, statfs, statSync, statfsSync, symlink, symlinkSync, truncate, truncateSync, unwatchFile,
  unlink, unlinkSync, utimes, utimesSync, watch, watchFile, writeFile, writeFileSync, write,
  writeSync, writev, writevSync, Dirent, Stats: publicStats,
});

// What is loaded when it is first looked at.
function lazily(name, file, from = name, isWritable = true) {
  ObjectDefineProperty(fs, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: named(name, () => require(file)[from]),
    set: isWritable ? named(name, (value) => {
      ObjectDefineProperty(fs, name, {
        __proto__: null, value, writable: true, enumerable: true, configurable: true,
      });
    }) : undefined,
  });
}
lazily('ReadStream', 'internal/fs/streams');
lazily('WriteStream', 'internal/fs/streams');
lazily('FileReadStream', 'internal/fs/streams', 'ReadStream');
lazily('FileWriteStream', 'internal/fs/streams', 'WriteStream');
fs.Utf8Stream = notHere('fs', 'Utf8Stream');
fs._toUnixTimestamp = toUnixTimestamp;
lazily('Dir', 'internal/fs/dir');
fs.opendir = opendir;
fs.opendirSync = opendirSync;
const flags = ['F_OK', 'R_OK', 'W_OK', 'X_OK'];
for (let i = 0; i < flags.length; i++) {
  const name = flags[i];
  const text = `fs.${name} is deprecated, use fs.constants.${name} instead`;
  ObjectDefineProperty(fs, name, {
    __proto__: null,
    get: deprecate(function get() {
      return constants[name];
    }, text, 'DEP0176'),
  });
}
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
