// Paths that match patterns: https://nodejs.org/api/fs.html#fsglobsyncpattern-options

const { basename, dirname, resolve } = require('path');
const { Dirent, pathText } = require('internal/fs/utils');
const { requests } = require('internal/fs/requests');
const { compile, expandBraces, matches, GLOBSTAR } = require('internal/glob');
const { validateObject, validateString } = require('internal/validators');

const DIRECTORY = 2;
const kinds = { __proto__: null, 0o040000: DIRECTORY, 0o100000: 1, 0o120000: 3 };

// What is at a path, as `readdir` numbers it; undefined for nothing.
function* kindOf(path) {
  try {
    const found = yield requests.rawStat(path, false);
    return kinds[found[1] & 0o170000] ?? 0;
  } catch (error) {
    if (error.code === 'ERR_ACCESS_DENIED') throw error;
    return undefined;
  }
}

// What leaves out entries: a function gets their names, patterns are about their paths.
function excluder(exclude) {
  if (exclude === undefined) return () => false;
  if (typeof exclude === 'function') return (shown, entry) => exclude(entry);
  if (!ArrayIsArray(exclude)) {
    const { ERR_INVALID_ARG_TYPE } = require('internal/errors').codes;
    throw new ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
  }
  return (shown) => ArrayPrototypeSome(exclude, (pattern) => matches(shown, pattern, false));
}

class Walk {
  constructor(folder, { withFileTypes = false, exclude }) {
    this.folder = folder;
    this.withFileTypes = withFileTypes;
    this.exclude = excluder(exclude);
    this.seen = new Set();
    this.result = [];
  }

  entry(shown, kind) {
    if (!this.withFileTypes) return shown === '' ? '.' : shown;
    return new Dirent(basename(shown), kind, dirname(shown));
  }

  isExcluded(shown, kind) {
    return this.exclude(shown, this.withFileTypes ? this.entry(shown, kind) : basename(shown));
  }

  add(shown, kind) {
    if (SetPrototypeHas(this.seen, shown)) return;
    SetPrototypeAdd(this.seen, shown);
    ArrayPrototypePush(this.result, this.entry(shown, kind));
  }

  // What a folder has: names and kinds in turn.
  * children(shown) {
    try {
      return yield requests.entries(resolve(this.folder, shown));
    } catch (error) {
      if (error.code === 'ERR_ACCESS_DENIED') throw error;
      return [];
    }
  }

  // Goes on from `shown`, which is there and is of a kind, with the rest of a pattern.
  * visit(shown, kind, parts, at) {
    while (at < parts.length && (parts[at] === '.' && at === 0 || parts[at] === '')) at++;
    if (at === parts.length) {
      if (shown !== '') this.add(shown, kind);
      return;
    }
    if (kind !== DIRECTORY) return;
    const part = parts[at];
    const isLast = at === parts.length - 1;
    const within = (name) =>
      (shown === '' || shown[shown.length - 1] === '/' ? shown + name : `${shown}/${name}`);
    if (part === '..') {
      if (!isLast) yield* this.visit(within('..'), DIRECTORY, parts, at + 1);
      return;
    }
    if (typeof part === 'string') {
      const name = within(part);
      const kind = isLast && part === '.' ? undefined : yield* kindOf(resolve(this.folder, name));
      if (kind !== undefined && !this.isExcluded(name, kind)) {
        yield* this.visit(name, kind, parts, at + 1);
      }
      return;
    }
    const isStar = part === GLOBSTAR;
    if (isStar) {
      if (isLast) this.add(shown, kind);
      else yield* this.visit(shown, kind, parts, at + 1);
    }
    const entries = yield* this.children(shown);
    const folders = [];
    for (let i = 0; i < entries.length; i += 2) {
      const { [i]: own, [i + 1]: kind } = entries;
      if (isStar ? own[0] === '.' : RegExpPrototypeExec(part, own) === null) continue;
      const name = within(own);
      if (this.isExcluded(name, kind)) continue;
      if (!isStar) yield* this.visit(name, kind, parts, at + 1);
      else if (kind === DIRECTORY) ArrayPrototypePush(folders, name);
      else if (isLast) this.add(name, kind);
    }
    for (let i = 0; i < folders.length; i++) {
      // Of folders a function gets the path too.
      const name = folders[i];
      const given = this.withFileTypes ? this.entry(name, DIRECTORY) : name;
      if (!this.exclude(name, given)) yield* this.visit(name, DIRECTORY, parts, at);
    }
  }
}

// https://nodejs.org/api/fs.html#fsglobpattern-options-callback
function glob(pattern, options = { __proto__: null }) {
  validateObject(options, 'options');
  if (!ArrayIsArray(pattern)) validateString(pattern, 'patterns');
  const given = ArrayIsArray(pattern) ? pattern : [pattern];
  const { cwd = '.' } = options;
  const walk = new Walk(resolve(typeof cwd === 'object' ? pathText(cwd) : cwd), options);
  for (let i = 0; i < given.length; i++) validateString(given[i], `patterns[${i}]`);
  return search(walk, given);
}

function* search(walk, given) {
  for (let i = 0; i < given.length; i++) {
    const expanded = expandBraces(given[i]);
    for (let j = 0; j < expanded.length; j++) {
      const parts = compile(expanded[j]);
      const isAbsolute = expanded[j][0] === '/';
      yield* walk.visit(isAbsolute ? '/' : '', DIRECTORY, parts, 0);
    }
  }
  return walk.result;
}

module.exports = { glob };
