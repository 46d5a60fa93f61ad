// Copies of whole folders: https://nodejs.org/api/fs.html#fscpsyncsrc-dest-options

const { dirname, isAbsolute, join, parse, resolve, sep } = require('path');
const { pathText } = require('internal/fs/utils');
const { requests } = require('internal/fs/requests');
const {
  codes: {
    ERR_FS_CP_EEXIST, ERR_FS_CP_EINVAL, ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY,
    ERR_INCOMPATIBLE_OPTION_PAIR,
  },
  genericNodeError,
} = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger, validateObject } =
  require('internal/validators');

const FLAGS = [
  'dereference', 'errorOnExist', 'force', 'preserveTimestamps', 'recursive', 'verbatimSymlinks',
];
const IFMT = 0o170000;

function checkedOptions(given) {
  const options = {
    dereference: false, errorOnExist: false, filter: undefined, force: true,
    preserveTimestamps: false, recursive: false, verbatimSymlinks: false, mode: 0,
  };
  if (given === undefined) return options;
  validateObject(given, 'options');
  ObjectAssign(options, given);
  for (let i = 0; i < FLAGS.length; i++) {
    validateBoolean(options[FLAGS[i]], `options.${FLAGS[i]}`);
  }
  options.mode ??= 0;
  validateInteger(options.mode, 'mode', 0, 7);
  if (options.dereference && options.verbatimSymlinks) {
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (options.filter !== undefined) validateFunction(options.filter, 'options.filter');
  return options;
}

function* statOf(path, follow) {
  try {
    return yield requests.rawStat(path, follow);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
const kindOf = (stat) => stat[1] & IFMT;
const DIRECTORY = 0o040000;
const LINK = 0o120000;
const isDirectory = (stat) => stat !== undefined && kindOf(stat) === DIRECTORY;
// Device and inode.
const isSame = (a, b) =>
  a !== undefined && b !== undefined && a[7] === b[7] && a[0] === b[0];

const failed = (code, text) => genericNodeError(text, { code });

// What can't be copied, found out before anything is.
function* checkPaths(src, dest, { dereference, recursive }) {
  const from = yield requests.rawStat(src, dereference);
  const to = yield* statOf(dest, dereference);
  if (to !== undefined) {
    if (isSame(yield* statOf(src, true), yield* statOf(dest, true))) {
      throw failed('ERR_FS_CP_EINVAL', `src and dest cannot be the same ${dest}`);
    }
    if (isDirectory(from) && !isDirectory(to)) {
      throw failed('ERR_FS_CP_DIR_TO_NON_DIR',
                   `Cannot overwrite non-directory ${dest} with directory ${src}`);
    }
    if (!isDirectory(from) && isDirectory(to)) {
      throw failed('ERR_FS_CP_NON_DIR_TO_DIR',
                   `Cannot overwrite directory ${dest} with non-directory ${src}`);
    }
  }
  const folder = StringPrototypeEndsWith(src, sep) ? src : src + sep;
  const within = () => failed('ERR_FS_CP_EINVAL',
                              `Cannot copy ${folder} to a subdirectory of self ${dest}`);
  if (isDirectory(from)) {
    if (StringPrototypeStartsWith(dest, folder)) throw within();
    const source = yield* statOf(src, true);
    const { root } = parse(resolve(dest));
    for (let up = dirname(resolve(dest)); up !== root; up = dirname(up)) {
      if (isSame(source, yield* statOf(up, true))) throw within();
    }
    if (!recursive) {
      throw failed('ERR_FS_EISDIR',
                   `Recursive option not enabled, cannot copy a directory: ${folder}`);
    }
  }
  const kind = kindOf(from);
  if (kind === 0o140000) throw failed('ERR_FS_CP_SOCKET', `Cannot copy a socket file: ${dest}`);
  if (kind === 0o010000) throw failed('ERR_FS_CP_FIFO_PIPE', `Cannot copy a FIFO pipe: ${dest}`);
  const parent = dirname(dest);
  if ((yield* statOf(parent, true)) === undefined) {
    yield requests.mkdir(parent, { recursive: true });
  }
}

function* copy(src, dest, options) {
  const { dereference } = options;
  const from = yield requests.rawStat(src, dereference);
  const to = yield* statOf(dest, dereference);
  const kind = kindOf(from);
  if (kind === DIRECTORY && options.recursive) yield* copyFolder(from, to, src, dest, options);
  else if (kind === LINK) yield* copyLink(to, src, dest, options.verbatimSymlinks);
  else yield* copyFile(from, to, src, dest, options);
}

const existing = (ErrorClass, text, path, code, errno) =>
  new ErrorClass({ message: text, path, syscall: 'cp', errno, code });

function* copyFile(from, to, src, dest, options) {
  if (to !== undefined) {
    if (!options.force) {
      if (!options.errorOnExist) return;
      throw existing(ERR_FS_CP_EEXIST, `${dest} already exists`, dest, 'EEXIST', 17);
    }
    yield requests.unlink(dest);
  }
  yield requests.copyFile(src, dest, options.mode);
  if (options.preserveTimestamps) {
    // What isn't writable can't be given times.
    if ((from[1] & 0o200) === 0) yield requests.chmod(dest, from[1] | 0o200);
    const { atime, mtime } = yield requests.stat(src);
    yield requests.utimes(dest, atime, mtime);
  }
  yield requests.chmod(dest, from[1] & 0o7777);
}

function* copyFolder(from, to, src, dest, options) {
  if (to === undefined) {
    yield requests.mkdir(dest);
  } else if (options.errorOnExist && !options.force && !options.isSync) {
    throw existing(ERR_FS_CP_EEXIST, `${dest} already exists`, dest, 'EEXIST', 17);
  }
  const entries = yield requests.entries(src);
  for (let i = 0; i < entries.length; i += 2) {
    const source = join(src, entries[i]);
    const target = join(dest, entries[i]);
    if (options.filter === undefined || (yield options.filter(source, target))) {
      yield* copy(source, target, options);
    }
  }
  if (to === undefined) yield requests.chmod(dest, from[1] & 0o7777);
}

// Whether a path is another one's folder, or that itself.
function contains(folder, path) {
  const parts = (text) =>
    ArrayPrototypeFilter(StringPrototypeSplit(resolve(text), sep), (part) => part !== '');
  const outer = parts(folder);
  const inner = parts(path);
  return ArrayPrototypeEvery(outer, (part, i) => inner[i] === part);
}

function* copyLink(to, src, dest, verbatim) {
  let target = yield requests.readlink(src);
  if (!verbatim && !isAbsolute(target)) target = resolve(dirname(src), target);
  if (to === undefined) {
    yield requests.symlink(target, dest);
    return;
  }
  let old;
  try {
    old = yield requests.readlink(dest);
  } catch (error) {
    // It isn't a link.
    if (error.code !== 'EINVAL' && error.code !== 'UNKNOWN') throw error;
    yield requests.symlink(target, dest);
    return;
  }
  if (!isAbsolute(old)) old = resolve(dirname(dest), old);
  if (isDirectory(yield* statOf(src, true))) {
    if (contains(target, old)) {
      const text = `cannot copy ${target} to a subdirectory of self ${old}`;
      throw existing(ERR_FS_CP_EINVAL, text, dest, 'EINVAL', 22);
    }
    if (contains(old, target)) {
      const text = `cannot overwrite ${old} with ${target}`;
      throw existing(ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, text, dest, 'EINVAL', 22);
    }
  }
  yield requests.unlink(dest);
  yield requests.symlink(target, dest);
}

// https://nodejs.org/api/fs.html#fscpsrc-dest-options-callback
function cp(src, dest, options, isSync = false) {
  options = checkedOptions(options);
  options.isSync = isSync;
  const { filter } = options;
  if (isSync && filter !== undefined) {
    options.filter = (from, to) => {
      const result = filter(from, to);
      if (internalBinding('types').isPromise(result)) {
        const { ERR_INVALID_RETURN_VALUE } = require('internal/errors').codes;
        throw new ERR_INVALID_RETURN_VALUE('boolean', 'filter', result);
      }
      return result;
    };
  }
  return copyAll(pathText(src, 'src'), pathText(dest, 'dest'), options);
}

function* copyAll(src, dest, options) {
  // A filter may give a promise where that can be waited for.
  if (options.filter !== undefined && !(yield options.filter(src, dest))) return;
  yield* checkPaths(src, dest, options);
  yield* copy(src, dest, options);
}

module.exports = { cp };
