// What is asked of the system, once for all forms: a request is made of arguments that are checked, and
// is then done at once (`sync`), with a callback (`start`) or with a promise (`promised`). What takes
// several is a generator that yields them (`runSync`, `runAsync`).

const binding = internalBinding('fs');
const {
  accessMode, fdNumber, getOptions, parseFileMode, pathText, shown, statFsFrom, statsFrom,
  stringToFlags, toUnixTimestamp,
} = require('internal/fs/utils');
const { validateInteger } = require('internal/validators');

const NONE = { __proto__: null };

class Request {
  constructor(fn, args, syscall, path, dest, convert) {
    this.fn = fn;
    this.args = args;
    this.syscall = syscall;
    this.path = path;
    this.dest = dest;
    this.convert = convert;
  }

  error(errno) {
    const { UVException } = require('internal/system_errors');
    const { syscall, path, dest } = this;
    return new UVException({ __proto__: null, errno, syscall, path, dest });
  }

  value(result) {
    return this.convert === undefined ? result : this.convert(result);
  }
}

const nothing = () => undefined;

function sync(request) {
  const { fn, args } = request;
  const result = ReflectApply(fn, binding, args);
  if (typeof result === 'number' && result < 0) throw request.error(result);
  return request.value(result);
}

// Calls `callback(error)` or `callback(null, value)` from the loop.
function start(request, callback) {
  const { fn, args } = request;
  ArrayPrototypePush(args, (result, denied) => {
    if (denied !== undefined) return callback(denied);
    if (typeof result === 'number' && result < 0) return callback(request.error(result));
    if (request.convert === nothing) return callback(null);
    return callback(null, request.value(result));
  });
  ReflectApply(fn, binding, args);
}

function promised(request) {
  return new Promise((resolve, reject) => {
    const { fn, args } = request;
    ArrayPrototypePush(args, (result, denied) => {
      if (denied !== undefined) reject(denied);
      else if (typeof result === 'number' && result < 0) reject(request.error(result));
      else resolve(request.value(result));
    });
    ReflectApply(fn, binding, args);
  });
}

function runSync(generator) {
  let step = generator.next();
  while (!step.done) {
    const asked = step.value;
    if (asked instanceof Request) {
      let result;
      try {
        result = sync(asked);
      } catch (error) {
        step = generator.throw(error);
        continue;
      }
      step = generator.next(result);
    } else {
      step = generator.next(asked);
    }
  }
  return step.value;
}

async function runAsync(generator) {
  let step = generator.next();
  while (!step.done) {
    const asked = step.value;
    let result;
    try {
      result = await (asked instanceof Request ? promised(asked) : asked);
    } catch (error) {
      step = generator.throw(error);
      continue;
    }
    step = generator.next(result);
  }
  return step.value;
}

const request = (fn, args, syscall, path, dest, convert) =>
  new Request(fn, args, syscall, path, dest, convert);

const stats = (options) => (values) => statsFrom(values, options?.bigint);
const identifier = (value, name) => validateInteger(value, name, -1, 4294967295);

function owner(path, uid, gid, syscall, follow) {
  path = pathText(path);
  identifier(uid, 'uid');
  identifier(gid, 'gid');
  return request(binding.chown, [path, uid, gid, follow], syscall, path, undefined, nothing);
}

// What a path, a descriptor and the like are given as is checked here, in Node's order.
const requests = {
  access(path, mode) {
    path = pathText(path);
    return request(binding.access, [path, accessMode(mode)], 'access', path, undefined, nothing);
  },
  open(path, flags, mode) {
    path = pathText(path);
    flags = stringToFlags(flags);
    mode = parseFileMode(mode, 'mode', 0o666);
    return request(binding.open, [path, flags, mode], 'open', path);
  },
  close(fd) {
    return request(binding.close, [fdNumber(fd)], 'close', undefined, undefined, nothing);
  },
  // The next two take what is checked already.
  read(fd, length, position) {
    return request(binding.read, [fd, length, position], 'read');
  },
  write(fd, bytes, position) {
    return request(binding.write, [fd, bytes, position], 'write');
  },
  stat(path, options) {
    path = pathText(path);
    return request(binding.stat, [path, true], 'stat', path, undefined, stats(options));
  },
  lstat(path, options) {
    path = pathText(path);
    return request(binding.stat, [path, false], 'lstat', path, undefined, stats(options));
  },
  fstat(fd, options) {
    return request(binding.fstat, [fdNumber(fd)], 'fstat', undefined, undefined, stats(options));
  },
  // The next two give what `stat` does as numbers in their order.
  rawFstat(fd) {
    return request(binding.fstat, [fd], 'fstat');
  },
  rawStat(path, follow) {
    return request(binding.stat, [path, follow], follow ? 'stat' : 'lstat', path);
  },
  statfs(path, options) {
    path = pathText(path);
    const convert = (values) => statFsFrom(values, options?.bigint);
    return request(binding.statfs, [path], 'statfs', path, undefined, convert);
  },
  // Names and kinds in turn.
  entries(path) {
    return request(binding.readdir, [path], 'scandir', path);
  },
  opendir(path) {
    return request(binding.readdir, [path], 'opendir', path);
  },
  realpath(path, options) {
    const { encoding } = getOptions(options, NONE);
    path = pathText(path);
    const convert = (real) => shown(real, encoding);
    return request(binding.realpath, [path], 'realpath', path, undefined, convert);
  },
  mkdir(path, options) {
    let mode = 0o777;
    let recursive = false;
    if (typeof options === 'number' || typeof options === 'string') {
      mode = parseFileMode(options, 'mode');
    } else if (options) {
      if (options.recursive !== undefined) {
        recursive = options.recursive;
        require('internal/validators').validateBoolean(recursive, 'options.recursive');
      }
      if (options.mode !== undefined) mode = parseFileMode(options.mode, 'options.mode');
    }
    path = pathText(path);
    return recursive ?
      request(binding.mkdirs, [path, mode], 'mkdir', path) :
      request(binding.mkdir, [path, mode], 'mkdir', path, undefined, nothing);
  },
  mkdtemp(prefix, options) {
    const { encoding } = getOptions(options, NONE);
    prefix = pathText(prefix, 'prefix');
    const convert = (path) => shown(path, encoding);
    return request(binding.mkdtemp, [prefix], 'mkdtemp', `${prefix}XXXXXX`, undefined, convert);
  },
  unlink(path) {
    path = pathText(path);
    return request(binding.unlink, [path], 'unlink', path, undefined, nothing);
  },
  rmdir(path) {
    path = pathText(path);
    return request(binding.rmdir, [path], 'rmdir', path, undefined, nothing);
  },
  rename(oldPath, newPath) {
    oldPath = pathText(oldPath, 'oldPath');
    newPath = pathText(newPath, 'newPath');
    return request(binding.rename, [oldPath, newPath], 'rename', oldPath, newPath, nothing);
  },
  copyFile(src, dest, mode) {
    src = pathText(src, 'src');
    dest = pathText(dest, 'dest');
    const exclusive = (accessMode(mode) & 1) !== 0;
    return request(binding.copyFile, [src, dest, exclusive], 'copyfile', src, dest, nothing);
  },
  readlink(path, options) {
    const { encoding } = getOptions(options, NONE);
    path = pathText(path);
    const convert = (target) => shown(target, encoding);
    return request(binding.readlink, [path], 'readlink', path, undefined, convert);
  },
  symlink(target, path, type) {
    if (type !== undefined && type !== null) {
      require('internal/validators').validateOneOf(type, 'type', ['dir', 'file', 'junction']);
    }
    target = pathText(target, 'target');
    path = pathText(path);
    return request(binding.symlink, [target, path], 'symlink', target, path, nothing);
  },
  link(existingPath, newPath) {
    existingPath = pathText(existingPath, 'existingPath');
    newPath = pathText(newPath, 'newPath');
    return request(binding.link, [existingPath, newPath], 'link', existingPath, newPath, nothing);
  },
  chmod(path, mode) {
    path = pathText(path);
    mode = parseFileMode(mode, 'mode');
    return request(binding.chmod, [path, mode], 'chmod', path, undefined, nothing);
  },
  fchmod(fd, mode) {
    fd = fdNumber(fd);
    mode = parseFileMode(mode, 'mode');
    return request(binding.fchmod, [fd, mode], 'fchmod', undefined, undefined, nothing);
  },
  chown: (path, uid, gid) => owner(path, uid, gid, 'chown', true),
  lchown: (path, uid, gid) => owner(path, uid, gid, 'lchown', false),
  fchown(fd, uid, gid) {
    fd = fdNumber(fd);
    identifier(uid, 'uid');
    identifier(gid, 'gid');
    return request(binding.fchown, [fd, uid, gid], 'fchown', undefined, undefined, nothing);
  },
  utimes(path, atime, mtime) {
    path = pathText(path);
    const args = [path, toUnixTimestamp(atime), toUnixTimestamp(mtime), true];
    return request(binding.utimes, args, 'utime', path, undefined, nothing);
  },
  lutimes(path, atime, mtime) {
    path = pathText(path);
    const args = [path, toUnixTimestamp(atime), toUnixTimestamp(mtime), false];
    return request(binding.utimes, args, 'lutime', path, undefined, nothing);
  },
  futimes(fd, atime, mtime) {
    fd = fdNumber(fd);
    const args = [fd, toUnixTimestamp(atime, 'atime'), toUnixTimestamp(mtime, 'mtime')];
    return request(binding.futimes, args, 'futime', undefined, undefined, nothing);
  },
  ftruncate(fd, len = 0) {
    fd = fdNumber(fd);
    validateInteger(len, 'len');
    const args = [fd, MathMax(0, len)];
    return request(binding.ftruncate, args, 'ftruncate', undefined, undefined, nothing);
  },
  fsync(fd) {
    return request(binding.fsync, [fdNumber(fd)], 'fsync', undefined, undefined, nothing);
  },
  fdatasync(fd) {
    return request(binding.fdatasync, [fdNumber(fd)], 'fdatasync', undefined, undefined, nothing);
  },
};

module.exports = { promised, requests, runAsync, runSync, start, sync };
