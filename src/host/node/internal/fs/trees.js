// What goes through whole folders, as generators of requests (`internal/fs/requests`).

const { requests } = require('internal/fs/requests');
const { Dirent, getOptions, pathText, shown } = require('internal/fs/utils');
const { codes: { ERR_FS_EISDIR, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateBoolean, validateInteger, validateObject } = require('internal/validators');
const { join } = require('path');

const NONE = { __proto__: null };
const isFolder = (status) => (status[1] & 0o170000) === 0o040000;

// https://nodejs.org/api/fs.html#fsreaddirpath-options-callback
function readdir(path, options) {
  options = getOptions(options, NONE);
  path = pathText(path);
  const { encoding, recursive } = options;
  if (recursive != null) validateBoolean(recursive, 'options.recursive');
  return list(path, encoding, recursive, !!options.withFileTypes);
}

function* list(path, encoding, recursive, withTypes) {
  const result = [];
  // Folders wait for their turn: it is gone through level by level, as Node does.
  const folders = [[path, '']];
  for (let at = 0; at < folders.length; at++) {
    const { 0: folder, 1: before } = folders[at];
    let entries;
    try {
      entries = yield requests.entries(folder);
    } catch (error) {
      // A folder that is gone by now.
      if (at > 0 && error.code === 'ENOENT') continue;
      throw error;
    }
    for (let i = 0; i < entries.length; i += 2) {
      const name = entries[i];
      const relative = before === '' ? name : join(before, name);
      let kind = entries[i + 1];
      if (kind === 0 && (withTypes || recursive)) {
        const status = yield requests.rawStat(join(folder, name), false);
        kind = isFolder(status) ? 2 : (status[1] & 0o170000) === 0o120000 ? 3 : 1;
      }
      ArrayPrototypePush(
        result,
        withTypes ? new Dirent(shown(name, encoding), kind, shown(folder, encoding)) :
          shown(relative, encoding),
      );
      if (recursive && kind === 2) ArrayPrototypePush(folders, [join(folder, name), relative]);
    }
  }
  return result;
}

const AGAIN = ['EBUSY', 'EMFILE', 'ENFILE', 'ENOTEMPTY', 'EPERM'];

// https://nodejs.org/api/fs.html#fsrmpath-options-callback
function rmOptions(options) {
  if (options !== undefined) validateObject(options, 'options');
  const {
    force = false, maxRetries = 0, recursive = false, retryDelay = 100,
  } = options ?? NONE;
  validateBoolean(force, 'options.force');
  validateBoolean(recursive, 'options.recursive');
  validateInteger(retryDelay, 'options.retryDelay', 0, 2147483647);
  validateInteger(maxRetries, 'options.maxRetries', 0, 4294967295);
  return { force, maxRetries, recursive, retryDelay };
}

function rm(path, options) {
  path = pathText(path);
  return remove(path, rmOptions(options));
}

function* remove(path, options) {
  let status;
  try {
    status = yield requests.rawStat(path, false);
  } catch (error) {
    if (options.force && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return;
    throw error;
  }
  if (isFolder(status) && !options.recursive) {
    throw new ERR_FS_EISDIR({
      code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: 21,
    });
  }
  yield* removeTree(path, isFolder(status), options);
}

function* removeTree(path, folder, options) {
  for (let retry = 0; ; retry++) {
    try {
      if (folder) yield* removeFolder(path, options);
      else yield requests.unlink(path);
      return;
    } catch (error) {
      if (error.code === 'ENOENT') return;
      if (!options.recursive || retry >= options.maxRetries ||
          !ArrayPrototypeIncludes(AGAIN, error.code)) {
        throw error;
      }
      yield new Promise((resolve) => {
        require('timers').setTimeout(resolve, (retry + 1) * options.retryDelay);
      });
    }
  }
}

function* removeFolder(path, options) {
  const entries = yield requests.entries(path);
  for (let i = 0; i < entries.length; i += 2) {
    const child = join(path, entries[i]);
    let kind = entries[i + 1];
    if (kind === 0) kind = isFolder(yield requests.rawStat(child, false)) ? 2 : 1;
    yield* removeTree(child, kind === 2, options);
  }
  yield requests.rmdir(path);
}

// https://nodejs.org/api/fs.html#fsrmdirpath-options-callback
function rmdir(path, options) {
  path = pathText(path);
  if (options?.recursive !== undefined) {
    throw new ERR_INVALID_ARG_VALUE(
      'options.recursive', options.recursive, 'is no longer supported');
  }
  return requests.rmdir(path);
}

// https://nodejs.org/api/fs.html#fsrealpathpath-options-callback
function realpath(path, options) {
  options = getOptions(options, NONE);
  path = pathText(path);
  return resolveLinks(path, options);
}

function* resolveLinks(path, options) {
  try {
    return yield requests.realpath(path, options);
  } catch (error) {
    if (error.syscall !== 'realpath') throw error;
    // It is told of the first part that isn't there.
    const { dirname, resolve } = require('path');
    const parts = [];
    for (let at = resolve(path); at !== dirname(at); at = dirname(at)) {
      ArrayPrototypeUnshift(parts, at);
    }
    for (let i = 0; i < parts.length; i++) yield requests.rawStat(parts[i], false);
    for (let i = 0; i < parts.length; i++) yield requests.rawStat(parts[i], true);
    throw error;
  }
}

module.exports = { readdir, realpath, rm, rmdir };
