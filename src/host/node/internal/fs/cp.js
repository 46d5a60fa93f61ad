// Copies of whole folders: https://nodejs.org/api/fs.html#fscpsyncsrc-dest-options

const fs = require('fs');
const { dirname, isAbsolute, join, parse, resolve, sep } = require('path');
const { checked, pathText } = require('internal/fs/utils');
const {
  codes: {
    ERR_FS_CP_EEXIST, ERR_FS_CP_EINVAL, ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY,
    ERR_INCOMPATIBLE_OPTION_PAIR,
  },
  genericNodeError,
} = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger, validateObject } =
  require('internal/validators');
const binding = internalBinding('fs');

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

const statOf = (path, follow) => {
  const found = binding.stat(path, follow);
  return typeof found === 'number' ? undefined : found;
};
const kindOf = (stat) => stat[1] & IFMT;
const DIRECTORY = 0o040000;
const LINK = 0o120000;
const isDirectory = (stat) => stat !== undefined && kindOf(stat) === DIRECTORY;
// Device and inode.
const isSame = (a, b) =>
  a !== undefined && b !== undefined && a[7] === b[7] && a[0] === b[0];

const failed = (code, text) => genericNodeError(text, { code });

// What can't be copied, found out before anything is.
function checkPaths(src, dest, { dereference, recursive }) {
  const from = checked(binding.stat(src, dereference), dereference ? 'stat' : 'lstat', src);
  const to = statOf(dest, dereference);
  if (to !== undefined) {
    if (isSame(statOf(src, true), statOf(dest, true))) {
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
    const source = statOf(src, true);
    const { root } = parse(resolve(dest));
    for (let up = dirname(resolve(dest)); up !== root; up = dirname(up)) {
      if (isSame(source, statOf(up, true))) throw within();
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
  if (statOf(parent, true) === undefined) fs.mkdirSync(parent, { recursive: true });
}

function copy(src, dest, options) {
  const { dereference } = options;
  const from = checked(binding.stat(src, dereference), dereference ? 'stat' : 'lstat', src);
  const to = statOf(dest, dereference);
  const kind = kindOf(from);
  if (kind === DIRECTORY && options.recursive) copyFolder(from, to, src, dest, options);
  else if (kind === LINK) copyLink(to, src, dest, options.verbatimSymlinks);
  else copyFile(from, to, src, dest, options);
}

const existing = (ErrorClass, text, path, code, errno) =>
  new ErrorClass({ message: text, path, syscall: 'cp', errno, code });

function copyFile(from, to, src, dest, options) {
  if (to !== undefined) {
    if (!options.force) {
      if (!options.errorOnExist) return;
      throw existing(ERR_FS_CP_EEXIST, `${dest} already exists`, dest, 'EEXIST', 17);
    }
    fs.unlinkSync(dest);
  }
  fs.copyFileSync(src, dest, options.mode);
  if (options.preserveTimestamps) {
    // What isn't writable can't be given times.
    if ((from[1] & 0o200) === 0) fs.chmodSync(dest, from[1] | 0o200);
    const { atime, mtime } = fs.statSync(src);
    fs.utimesSync(dest, atime, mtime);
  }
  fs.chmodSync(dest, from[1] & 0o7777);
}

function copyFolder(from, to, src, dest, options) {
  if (to === undefined) fs.mkdirSync(dest);
  const names = fs.readdirSync(src);
  for (let i = 0; i < names.length; i++) {
    const source = join(src, names[i]);
    const target = join(dest, names[i]);
    if (options.filter === undefined || options.filter(source, target)) {
      copy(source, target, options);
    }
  }
  if (to === undefined) fs.chmodSync(dest, from[1] & 0o7777);
}

// Whether a path is another one's folder, or that itself.
function contains(folder, path) {
  const parts = (text) =>
    ArrayPrototypeFilter(StringPrototypeSplit(resolve(text), sep), (part) => part !== '');
  const outer = parts(folder);
  const inner = parts(path);
  return ArrayPrototypeEvery(outer, (part, i) => inner[i] === part);
}

function copyLink(to, src, dest, verbatim) {
  let target = fs.readlinkSync(src);
  if (!verbatim && !isAbsolute(target)) target = resolve(dirname(src), target);
  if (to === undefined) {
    fs.symlinkSync(target, dest);
    return;
  }
  let old;
  try {
    old = fs.readlinkSync(dest);
  } catch (error) {
    // It isn't a link.
    if (error.code !== 'EINVAL' && error.code !== 'UNKNOWN') throw error;
    fs.symlinkSync(target, dest);
    return;
  }
  if (!isAbsolute(old)) old = resolve(dirname(dest), old);
  if (isDirectory(statOf(src, true))) {
    if (contains(target, old)) {
      const text = `cannot copy ${target} to a subdirectory of self ${old}`;
      throw existing(ERR_FS_CP_EINVAL, text, dest, 'EINVAL', 22);
    }
    if (contains(old, target)) {
      const text = `cannot overwrite ${old} with ${target}`;
      throw existing(ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, text, dest, 'EINVAL', 22);
    }
  }
  fs.unlinkSync(dest);
  fs.symlinkSync(target, dest);
}

function cpSync(src, dest, options) {
  options = checkedOptions(options);
  src = pathText(src, 'src');
  dest = pathText(dest, 'dest');
  if (options.filter !== undefined && !options.filter(src, dest)) return;
  checkPaths(src, dest, options);
  copy(src, dest, options);
}

module.exports = { cpSync };
