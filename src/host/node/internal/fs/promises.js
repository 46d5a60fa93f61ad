// Files with promises: https://nodejs.org/api/fs.html#promises-api

const {
  constants, getOptions, pathText, stringToFlags,
} = require('internal/fs/utils');
const { promised, requests, runAsync } = require('internal/fs/requests');
const trees = require('internal/fs/trees');
const {
  checkAborted, checkedData, FileHandle, isHandle, readFileHandle, writeFileHandle,
} = require('internal/fs/file_handle');
const { validateBoolean } = require('internal/validators');

async function access(path, mode = constants.F_OK) {
  return promised(requests.access(path, mode));
}

async function copyFile(src, dest, mode) {
  return promised(requests.copyFile(src, dest, mode));
}

async function cp(src, dest, options) {
  await runAsync(require('internal/fs/cp').cp(src, dest, options));
}

async function* glob(pattern, options) {
  yield* await runAsync(require('internal/fs/glob').glob(pattern, options));
}

async function open(path, flags, mode) {
  return new FileHandle(await promised(requests.open(path, flags ?? 'r', mode)));
}

async function opendir(path, options) {
  return require('internal/fs/dir').opendirPromise(path, options);
}

// It is made of the form with a callback in Node.
ObjectDefineProperty(opendir, 'length', { __proto__: null, value: 3 });

async function rename(oldPath, newPath) {
  return promised(requests.rename(oldPath, newPath));
}

async function truncate(path, len = 0) {
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(len);
  } finally {
    await handle.close();
  }
}

async function rm(path, options) {
  return runAsync(trees.rm(path, options));
}

async function rmdir(path, options) {
  return promised(trees.rmdir(path, options));
}

async function mkdir(path, options) {
  return promised(requests.mkdir(path, options));
}

async function readdir(path, options) {
  return runAsync(trees.readdir(path, options));
}

async function readlink(path, options) {
  return promised(requests.readlink(path, options));
}

async function symlink(target, path, type) {
  return promised(requests.symlink(target, path, type));
}

async function statOf(request, options) {
  try {
    return await promised(request);
  } catch (error) {
    const isMissing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
    if (options?.throwIfNoEntry === false && isMissing) return undefined;
    throw error;
  }
}

async function lstat(path, options = { bigint: false }) {
  return statOf(requests.lstat(path, options), options);
}

async function stat(path, options = { bigint: false }) {
  return statOf(requests.stat(path, options), options);
}

async function statfs(path, options = { bigint: false }) {
  return promised(requests.statfs(path, options));
}

async function link(existingPath, newPath) {
  return promised(requests.link(existingPath, newPath));
}

async function unlink(path) {
  return promised(requests.unlink(path));
}

async function chmod(path, mode) {
  return promised(requests.chmod(path, mode));
}

async function lchmod(path, mode) {
  const { ERR_METHOD_NOT_IMPLEMENTED } = require('internal/errors').codes;
  throw new ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
}

async function lchown(path, uid, gid) {
  return promised(requests.lchown(path, uid, gid));
}

async function chown(path, uid, gid) {
  return promised(requests.chown(path, uid, gid));
}

async function utimes(path, atime, mtime) {
  return promised(requests.utimes(path, atime, mtime));
}

async function lutimes(path, atime, mtime) {
  return promised(requests.lutimes(path, atime, mtime));
}

async function realpath(path, options) {
  return promised(requests.realpath(path, options));
}

async function mkdtemp(prefix, options) {
  return promised(requests.mkdtemp(prefix, options));
}

async function mkdtempDisposable(prefix, options) {
  const cwd = require('process').cwd();
  const path = await mkdtemp(prefix, options);
  const full = require('path').resolve(cwd, path);
  const remove = async () => rm(full, { recursive: true, force: true });
  return {
    __proto__: null,
    path,
    remove,
    async [SymbolAsyncDispose]() {
      await remove();
    },
  };
}

async function writeFile(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  const flag = options.flag || 'w';
  checkedData(data, options.encoding);
  if (isHandle(path)) return writeFileHandle(path, data, options);
  checkAborted(options.signal);
  const handle = await open(path, flag, options.mode);
  try {
    await writeFileHandle(handle, data, options);
    if (flush) await handle.sync();
  } finally {
    await handle.close();
  }
}

async function appendFile(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a', flush: false });
  return writeFile(path, data, { ...options, flag: options.flag || 'a' });
}

async function readFile(path, options) {
  options = getOptions(options, { flag: 'r' });
  if (isHandle(path)) return readFileHandle(path, options);
  checkAborted(options.signal);
  const handle = await open(path, options.flag || 'r', 0o666);
  try {
    return await readFileHandle(handle, options);
  } finally {
    await handle.close();
  }
}

async function* _watch(filename, options = { __proto__: null }) {
  yield* require('internal/fs/watchers').watchPromise(filename, options);
}

// https://nodejs.org/api/fs.html#fsopenasblobpath-options
async function openAsBlob(path, type) {
  const bytes = await readFile(path);
  const { Blob } = require('buffer');
  return new Blob([bytes], { type });
}

module.exports = {
  exports: {
    access, copyFile, cp, glob, open, opendir, rename, truncate, rm, rmdir, mkdir, readdir,
    readlink, symlink, lstat, stat, statfs, link, unlink, chmod, lchmod, lchown, chown, utimes,
    lutimes, realpath, mkdtemp, mkdtempDisposable, writeFile, appendFile, readFile, watch: _watch,
    constants,
  },
  openAsBlob,
};
