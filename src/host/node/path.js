// Paths of files as POSIX and Windows write them: https://nodejs.org/api/path.html

const process = require('process');

// What checks arguments is loaded when one is wrong.
function validateString(value, name) {
  if (typeof value !== 'string') require('internal/validators').validateString(value, name);
}

const SLASH = 47;
const BACKSLASH = 92;

const format = (sep, pathObject) => {
  require('internal/validators').validateObject(pathObject, 'pathObject');
  const { ext } = pathObject;
  const dir = pathObject.dir || pathObject.root;
  const base =
    pathObject.base || `${pathObject.name || ''}${ext ? `${ext[0] === '.' ? '' : '.'}${ext}` : ''}`;
  if (!dir) return base;
  return dir === pathObject.root ? `${dir}${base}` : `${dir}${sep}${base}`;
};

// Resolves '.' and '..' in a path without its root.
function normalizeSegments(path, allowAboveRoot, sep) {
  const segments = StringPrototypeSplit(path, sep);
  const kept = [];
  let n = 0;
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i];
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept[n++] = segment;
    else if (n > 0 && kept[n - 1] !== '..') n--;
    else if (allowAboveRoot) kept[n++] = segment;
  }
  kept.length = n;
  return ArrayPrototypeJoin(kept, sep);
}

// Where the path ends when separators at its end don't count (at least at `from`).
function trimmedEnd(path, sep, from) {
  let end = path.length;
  while (end > from && StringPrototypeCharCodeAt(path, end - 1) === sep) end--;
  return end;
}

// The start of the last segment of what is before `end`.
function lastSegment(path, sep, from, end) {
  const at = end > 0 ? StringPrototypeLastIndexOf(path, sep, end - 1) : -1;
  return at < from ? from : at + 1;
}

function baseOf(path, start, end, suffix) {
  const base = StringPrototypeSlice(path, start, end);
  if (suffix === undefined || suffix === '' || suffix.length > path.length || suffix === base)
    return base;
  if (StringPrototypeEndsWith(base, suffix)) {
    return StringPrototypeSlice(base, 0, base.length - suffix.length);
  }
  // As in Node: where the name itself is the end of the suffix, trailing separators stay.
  return StringPrototypeEndsWith(suffix, base) ? StringPrototypeSlice(path, start) : base;
}

function extensionOf(base) {
  const dot = StringPrototypeLastIndexOf(base, '.');
  return dot <= 0 || base === '..' ? '' : StringPrototypeSlice(base, dot);
}

function parsed(root, dir, base) {
  const ext = extensionOf(base);
  const name = ext === '' ? base : StringPrototypeSlice(base, 0, base.length - ext.length);
  return { root, dir, base, ext, name };
}

const matches = (path, pattern, windows) =>
  require('internal/glob').matches(path, pattern, windows);

const isWindows = process.platform === 'win32';

// Windows' names of devices, which are reserved in each folder.
const isReserved = (name) =>
  RegExpPrototypeExec(/^(?:con|prn|aux|nul|(?:com|lpt)[1-9\xb9\xb2\xb3])$/i, name) !== null;
const isSep = (c) => c === SLASH || c === BACKSLASH;
const isLetter = (c) => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
const codeAt = (s, i) => StringPrototypeCharCodeAt(s, i);
const hasDrive = (path) =>
  path.length >= 2 && StringPrototypeCharCodeAt(path, 1) === 58 && isLetter(codeAt(path, 0));
const backslashes = (path) => StringPrototypeReplaceAll(path, '/', '\\');

// The two names of a path that starts with two separators, `\\server\share`, and where they end;
// undefined if there are no two names.
function uncNames(path) {
  const length = path.length;
  let i = 2;
  while (i < length && !isSep(codeAt(path, i))) i++;
  const serverEnd = i;
  while (i < length && isSep(codeAt(path, i))) i++;
  const share = i;
  while (i < length && !isSep(codeAt(path, i))) i++;
  if (serverEnd === 2 || share === serverEnd || i === share) return undefined;
  return {
    server: StringPrototypeSlice(path, 2, serverEnd),
    share: StringPrototypeSlice(path, share, i),
    end: i,
  };
}

// Splits the root off a Windows path; `device` is undefined where there is none.
function windowsRoot(path) {
  const root = { device: undefined, isAbsolute: false, end: 0, unc: undefined };
  const length = path.length;
  if (length === 0) return root;
  if (isSep(codeAt(path, 0))) {
    root.isAbsolute = true;
    if (length > 1 && isSep(codeAt(path, 1))) {
      root.unc = uncNames(path);
      if (root.unc !== undefined) {
        const { server, share, end } = root.unc;
        if (server === '.' || server === '?') {
          root.device = `\\\\${server}`;
          root.end = 4;
        } else {
          root.device = `\\\\${server}\\${share}`;
          root.end = end;
        }
      }
    } else {
      root.end = 1;
    }
  } else if (hasDrive(path)) {
    root.device = StringPrototypeSlice(path, 0, 2);
    root.end = 2;
    if (length > 2 && isSep(codeAt(path, 2))) {
      root.isAbsolute = true;
      root.end = 3;
    }
  }
  return root;
}

// Where the part begins that `dirname` and `parse` don't go above.
function windowsRootEnd(path) {
  if (path.length > 1 && isSep(codeAt(path, 0))) {
    if (!isSep(codeAt(path, 1))) return 1;
    const unc = uncNames(path);
    if (unc === undefined) return 1;
    return unc.end === path.length ? unc.end : unc.end + 1;
  }
  if (hasDrive(path)) return path.length > 2 && isSep(codeAt(path, 2)) ? 3 : 2;
  return 0;
}

const win32 = {
  resolve(...args) {
    let device = '';
    let tail = '';
    let absolute = false;
    for (let i = args.length - 1; i >= -1; i--) {
      let path;
      if (i >= 0) {
        path = args[i];
        validateString(path, `paths[${i}]`);
        if (path.length === 0) continue;
      } else if (device.length === 0) {
        path = process.cwd();
      } else {
        path = process.env[`=${device}`] || process.cwd();
        if (
          path === undefined ||
          (StringPrototypeToLowerCase(StringPrototypeSlice(path, 0, 2)) !==
            StringPrototypeToLowerCase(device) &&
            codeAt(path, 2) === BACKSLASH)
        ) {
          path = `${device}\\`;
        }
      }
      const root = windowsRoot(path);
      if (root.device !== undefined) {
        if (device.length === 0) device = root.device;
        else if (StringPrototypeToLowerCase(root.device) !== StringPrototypeToLowerCase(device))
          continue;
      }
      if (absolute) {
        if (device.length > 0) break;
      } else {
        tail = `${StringPrototypeSlice(path, root.end)}\\${tail}`;
        absolute = root.isAbsolute;
        if (absolute && device.length > 0) break;
      }
    }
    tail = normalizeSegments(backslashes(tail), !absolute, '\\');
    return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
  },

  normalize(path) {
    validateString(path, 'path');
    const length = path.length;
    if (length === 0) return '.';
    if (length === 1) return codeAt(path, 0) === SLASH ? '\\' : path;
    const root = windowsRoot(path);
    const { isAbsolute, unc } = root;
    let { device, end } = root;
    if (unc !== undefined && end === length && unc.end === length) return `${device}\\`;
    if (device === undefined && !isAbsolute) {
      const colon = StringPrototypeIndexOf(path, ':');
      if (colon > 0 && isReserved(StringPrototypeSlice(path, 0, colon))) {
        device = StringPrototypeSlice(path, 0, colon + 1);
        end = colon + 1;
      }
    } else if (unc !== undefined && end === 4) {
      const colon = StringPrototypeIndexOf(path, ':');
      const name = StringPrototypeSlice(path, 4, colon + 1);
      if (colon > 0 && isReserved(StringPrototypeSlice(name, 0, name.length - 1))) {
        device = `\\\\?\\${name}`;
        end = 4 + name.length;
      }
    }
    let tail =
      end < length
        ? normalizeSegments(backslashes(StringPrototypeSlice(path, end)), !isAbsolute, '\\')
        : '';
    if (tail.length === 0 && !isAbsolute) tail = '.';
    if (tail.length > 0 && isSep(codeAt(path, length - 1))) tail += '\\';
    const colon = StringPrototypeIndexOf(path, ':');
    if (colon !== -1 && !isAbsolute && device === undefined) {
      // What was no path with a drive must not become one.
      if (hasDrive(tail)) return `.\\${tail}`;
      let at = colon;
      do {
        if (at === length - 1 || isSep(codeAt(path, at + 1))) return `.\\${tail}`;
        at = StringPrototypeIndexOf(path, ':', at + 1);
      } while (at !== -1);
    }
    // Without a colon the last character isn't looked at, as in Node.
    if (isReserved(StringPrototypeSlice(path, 0, colon))) return `.\\${device ?? ''}${tail}`;
    if (device === undefined) return isAbsolute ? `\\${tail}` : tail;
    return isAbsolute ? `${device}\\${tail}` : `${device}${tail}`;
  },

  isAbsolute(path) {
    validateString(path, 'path');
    return (
      (path.length > 0 && isSep(codeAt(path, 0))) ||
      (path.length > 2 && hasDrive(path) && isSep(codeAt(path, 2)))
    );
  },

  join(...args) {
    const parts = [];
    for (let i = 0; i < args.length; i++) {
      validateString(args[i], 'path');
      if (args[i].length > 0) ArrayPrototypePush(parts, args[i]);
    }
    if (parts.length === 0) return '.';
    let joined = ArrayPrototypeJoin(parts, '\\');
    // Two separators at the start are a server's name only if the first part has both.
    let slashes = 0;
    const first = parts[0];
    let isUnc = false;
    if (isSep(codeAt(first, 0))) {
      slashes = 1;
      if (first.length > 1 && isSep(codeAt(first, 1))) {
        slashes = 2;
        if (first.length > 2) {
          if (isSep(codeAt(first, 2))) slashes = 3;
          else isUnc = true;
        }
      }
    }
    if (!isUnc) {
      while (slashes < joined.length && isSep(codeAt(joined, slashes))) slashes++;
      if (slashes >= 2) joined = `\\${StringPrototypeSlice(joined, slashes)}`;
    }
    if (StringPrototypeIncludes(joined, ':')) {
      const names = StringPrototypeSplit(joined, '\\');
      for (let i = 0; i < names.length; i++) {
        const colon = StringPrototypeIndexOf(names[i], ':');
        if (colon !== -1 && isReserved(StringPrototypeSlice(names[i], 0, colon)))
          return backslashes(joined);
      }
    }
    return win32.normalize(joined);
  },

  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    const fromOrig = win32.resolve(from);
    const toOrig = win32.resolve(to);
    if (fromOrig === toOrig) return '';
    from = StringPrototypeToLowerCase(fromOrig);
    to = StringPrototypeToLowerCase(toOrig);
    if (from === to) return '';
    if (fromOrig.length !== from.length || toOrig.length !== to.length) {
      return relativeBySegments(fromOrig, toOrig);
    }
    const fromEnd = trimmedEnd(from, BACKSLASH, 0);
    const toEnd = trimmedEnd(to, BACKSLASH, 0);
    let fromStart = 0;
    while (fromStart < fromEnd && codeAt(from, fromStart) === BACKSLASH) fromStart++;
    let toStart = 0;
    while (toStart < toEnd && codeAt(to, toStart) === BACKSLASH) toStart++;
    const fromLength = fromEnd - fromStart;
    const toLength = toEnd - toStart;
    const length = MathMin(fromLength, toLength);
    let common = -1;
    let i = 0;
    for (; i < length; i++) {
      const code = codeAt(from, fromStart + i);
      if (code !== codeAt(to, toStart + i)) break;
      if (code === BACKSLASH) common = i;
    }
    if (i !== length) {
      if (common === -1) return toOrig;
    } else {
      if (toLength > length) {
        if (codeAt(to, toStart + i) === BACKSLASH)
          return StringPrototypeSlice(toOrig, toStart + i + 1);
        if (i === 2) return StringPrototypeSlice(toOrig, toStart + i);
      }
      if (fromLength > length) {
        if (codeAt(from, fromStart + i) === BACKSLASH) common = i;
        else if (i === 2) common = 3;
      }
      if (common === -1) common = 0;
    }
    let up = '';
    for (i = fromStart + common + 1; i <= fromEnd; i++) {
      if (i === fromEnd || codeAt(from, i) === BACKSLASH) up += up.length === 0 ? '..' : '\\..';
    }
    toStart += common;
    if (up.length > 0) return `${up}${StringPrototypeSlice(toOrig, toStart, toEnd)}`;
    if (codeAt(toOrig, toStart) === BACKSLASH) toStart++;
    return StringPrototypeSlice(toOrig, toStart, toEnd);
  },

  toNamespacedPath(path) {
    if (typeof path !== 'string' || path.length === 0) return path;
    const resolved = win32.resolve(path);
    if (resolved.length <= 2) return path;
    if (codeAt(resolved, 0) === BACKSLASH) {
      if (codeAt(resolved, 1) === BACKSLASH) {
        const code = codeAt(resolved, 2);
        if (code !== 63 && code !== 46) return `\\\\?\\UNC\\${StringPrototypeSlice(resolved, 2)}`;
      }
    } else if (hasDrive(resolved) && codeAt(resolved, 2) === BACKSLASH) {
      return `\\\\?\\${resolved}`;
    }
    return resolved;
  },

  dirname(path) {
    validateString(path, 'path');
    const length = path.length;
    if (length === 0) return '.';
    if (length === 1) return isSep(codeAt(path, 0)) ? path : '.';
    const rootEnd = windowsRootEnd(path);
    if (rootEnd === length && rootEnd > 3) return path;
    const flat = backslashes(path);
    let end = trimmedEnd(flat, BACKSLASH, rootEnd);
    end = end > rootEnd ? StringPrototypeLastIndexOf(flat, '\\', end - 1) : -1;
    if (end < rootEnd) {
      if (rootEnd === 0) return '.';
      end = rootEnd;
    }
    return StringPrototypeSlice(path, 0, end);
  },

  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'suffix');
    validateString(path, 'path');
    if (suffix !== undefined && suffix === path) return '';
    const from = hasDrive(path) ? 2 : 0;
    const flat = backslashes(path);
    const end = trimmedEnd(flat, BACKSLASH, from);
    return baseOf(path, lastSegment(flat, '\\', from, end), end, suffix);
  },

  extname(path) {
    validateString(path, 'path');
    return extensionOf(win32.basename(path));
  },

  format: FunctionPrototypeBind(_format('\\'), null),

  parse(path) {
    validateString(path, 'path');
    const length = path.length;
    if (length === 0) return { root: '', dir: '', base: '', ext: '', name: '' };
    if (length === 1) {
      return isSep(codeAt(path, 0))
        ? { root: path, dir: path, base: '', ext: '', name: '' }
        : { root: '', dir: '', base: path, ext: '', name: path };
    }
    const rootEnd = windowsRootEnd(path);
    const root = StringPrototypeSlice(path, 0, rootEnd);
    const flat = backslashes(path);
    const end = trimmedEnd(flat, BACKSLASH, rootEnd);
    const start = lastSegment(flat, '\\', rootEnd, end);
    const dir = end > rootEnd && start > rootEnd ? StringPrototypeSlice(path, 0, start - 1) : root;
    return parsed(root, dir, StringPrototypeSlice(path, start, end));
  },

  matchesGlob(path, pattern) {
    return matches(path, pattern, true);
  },

  sep: '\\', delimiter: ';', win32: null, posix: null,
};

// Where lower case has another length than the text itself.
function relativeBySegments(from, to) {
  const fromParts = StringPrototypeSplit(from, '\\');
  const toParts = StringPrototypeSplit(to, '\\');
  if (fromParts[fromParts.length - 1] === '') ArrayPrototypePop(fromParts);
  if (toParts[toParts.length - 1] === '') ArrayPrototypePop(toParts);
  const length = MathMin(fromParts.length, toParts.length);
  let i = 0;
  while (
    i < length &&
    StringPrototypeToLowerCase(fromParts[i]) === StringPrototypeToLowerCase(toParts[i])
  )
    i++;
  if (i === 0) return to;
  const up = StringPrototypeSlice(StringPrototypeRepeat('..\\', fromParts.length - i), 0, -1);
  const down = ArrayPrototypeJoin(ArrayPrototypeSlice(toParts, i), '\\');
  return up && down ? `${up}\\${down}` : up || down;
}

// The function whose bound form is `format`: its name shows.
function _format(sep) {
  return { _format: (pathObject) => format(sep, pathObject) }._format;
}

const posix = {
  resolve(...args) {
    let resolved = '';
    let absolute = false;
    for (let i = args.length - 1; i >= 0 && !absolute; i--) {
      const path = args[i];
      validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
      resolved = `${path}/${resolved}`;
      absolute = path[0] === '/';
    }
    if (!absolute) {
      const cwd = isWindows
        ? StringPrototypeReplace(backslashes(process.cwd()), /^[^\\]*/, '')
        : process.cwd();
      resolved = `${cwd}/${resolved}`;
      absolute = cwd[0] === '/';
    }
    resolved = normalizeSegments(resolved, !absolute, '/');
    if (absolute) return `/${resolved}`;
    return resolved.length > 0 ? resolved : '.';
  },

  normalize(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    const absolute = path[0] === '/';
    const trailing = path[path.length - 1] === '/';
    path = normalizeSegments(path, !absolute, '/');
    if (path.length === 0) return absolute ? '/' : trailing ? './' : '.';
    if (trailing) path += '/';
    return absolute ? `/${path}` : path;
  },

  isAbsolute(path) {
    validateString(path, 'path');
    return path[0] === '/';
  },

  join(...args) {
    const parts = [];
    for (let i = 0; i < args.length; i++) {
      validateString(args[i], 'path');
      if (args[i].length > 0) ArrayPrototypePush(parts, args[i]);
    }
    return parts.length === 0 ? '.' : posix.normalize(ArrayPrototypeJoin(parts, '/'));
  },

  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    from = posix.resolve(from);
    to = posix.resolve(to);
    if (from === to) return '';
    const fromParts = from === '/' ? [] : StringPrototypeSplit(StringPrototypeSlice(from, 1), '/');
    const toParts = to === '/' ? [] : StringPrototypeSplit(StringPrototypeSlice(to, 1), '/');
    let common = 0;
    while (
      common < fromParts.length &&
      common < toParts.length &&
      fromParts[common] === toParts[common]
    )
      common++;
    const parts = [];
    for (let i = common; i < fromParts.length; i++) ArrayPrototypePush(parts, '..');
    for (let i = common; i < toParts.length; i++) ArrayPrototypePush(parts, toParts[i]);
    return ArrayPrototypeJoin(parts, '/');
  },

  toNamespacedPath(path) {
    return path;
  },

  dirname(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    const absolute = path[0] === '/';
    const end = StringPrototypeLastIndexOf(path, '/', trimmedEnd(path, SLASH, 1) - 1);
    if (end < 1) return absolute ? '/' : '.';
    return absolute && end === 1 ? '//' : StringPrototypeSlice(path, 0, end);
  },

  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'suffix');
    validateString(path, 'path');
    if (suffix !== undefined && suffix === path) return '';
    const end = trimmedEnd(path, SLASH, 0);
    return baseOf(path, lastSegment(path, '/', 0, end), end, suffix);
  },

  extname(path) {
    validateString(path, 'path');
    return extensionOf(posix.basename(path));
  },

  format: FunctionPrototypeBind(_format('/'), null),

  parse(path) {
    validateString(path, 'path');
    const absolute = path[0] === '/';
    const end = trimmedEnd(path, SLASH, 0);
    const start = lastSegment(path, '/', 0, end);
    const dir =
      start <= 1 && absolute ? '/' : start > 0 ? StringPrototypeSlice(path, 0, start - 1) : '';
    const base = StringPrototypeSlice(path, start, end);
    if (start === 1 && base === '..') return { root: '/', dir, base, ext: '.', name: '.' };
    return parsed(absolute ? '/' : '', dir, base);
  },

  matchesGlob(path, pattern) {
    return matches(path, pattern, false);
  },

  sep: '/', delimiter: ':', win32: null, posix: null,
};

posix.win32 = win32.win32 = win32;
posix.posix = win32.posix = posix;
win32._makeLong = win32.toNamespacedPath;
posix._makeLong = posix.toNamespacedPath;

module.exports = isWindows ? win32 : posix;
