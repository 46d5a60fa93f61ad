// Watching files: https://nodejs.org/api/fs.html#fswatchfilename-options-listener

const EventEmitter = require('events');
const binding = internalBinding('fs');
const { getOptions, pathText, shown, statsFrom } = require('internal/fs/utils');
const { requests, start, sync } = require('internal/fs/requests');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateObject, validateUint32,
} = require('internal/validators');
const { basename, join, resolve } = require('path');

const nextTick = (...args) => ReflectApply(require('process').nextTick, undefined, args);

function systemError(errno, path) {
  const { UVException } = require('internal/system_errors');
  const error = new UVException({ __proto__: null, errno, syscall: 'watch', path });
  error.filename = path;
  return error;
}

class FSWatcher extends EventEmitter {
  // By folder or file: what the system knows it by.
  #watched = new Map();
  #isPersistent = true;
  #isRecursive = false;
  #root;
  #isFolder = false;
  #encoding;
  #ignore;
  #isClosed = false;

  _begin(path, { persistent, recursive, encoding, ignore }) {
    this.#root = path;
    this.#isPersistent = persistent;
    this.#isRecursive = recursive;
    this.#encoding = encoding;
    this.#ignore = ignore;
    this.#isFolder = (sync(requests.rawStat(path, true))[1] & 0o170000) === 0o040000;
    this.#add(path, '');
    if (recursive && this.#isFolder) this.#addInside(path, '', false);
  }

  #add(path, relative) {
    const number = binding.watch(path, (kind, name) => this.#happened(relative, kind, name));
    if (number < 0) throw systemError(number, path);
    if (!this.#isPersistent) binding.setWatchRefed(number, false);
    MapPrototypeSet(this.#watched, relative, number);
  }

  // Folders that are new are watched too, and what is in them already is told of.
  #addInside(path, relative, tells) {
    const entries = binding.readdir(path);
    if (typeof entries === 'number') return;
    for (let i = 0; i < entries.length; i += 2) {
      const inside = join(relative, entries[i]);
      if (tells) this.#tell('rename', inside);
      if (entries[i + 1] === 2) this.#addFolder(inside, tells);
    }
  }

  #addFolder(relative, tells) {
    if (MapPrototypeHas(this.#watched, relative)) return;
    const path = join(this.#root, relative);
    try {
      this.#add(path, relative);
    } catch {
      // It is gone again.
      return;
    }
    this.#addInside(path, relative, tells);
  }

  #happened(relative, kind, name) {
    if (this.#isClosed) return;
    const own = this.#isFolder && name !== undefined ? join(relative, name) : undefined;
    if (this.#isRecursive && own !== undefined && kind === 'rename') {
      const found = binding.stat(join(this.#root, own), false);
      if (typeof found !== 'number' && (found[1] & 0o170000) === 0o040000) {
        this.#tell(kind, own);
        this.#addFolder(own, true);
        return;
      }
      const number = MapPrototypeGet(this.#watched, own);
      if (number !== undefined) {
        MapPrototypeDelete(this.#watched, own);
        binding.unwatch(number);
      }
    }
    // That a folder inside is gone is told by the one that it was in.
    if (name === undefined && relative !== '') return;
    this.#tell(kind, own ?? basename(this.#root));
  }

  #tell(kind, name) {
    if (this.#ignore !== undefined && this.#ignore(name)) return;
    this.emit('change', kind, shown(name, this.#encoding));
  }

  start() {}

  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    MapPrototypeForEach(this.#watched, (number) => binding.unwatch(number));
    MapPrototypeClear(this.#watched);
    nextTick(() => this.emit('close'));
  }

  #setRefed(refed) {
    MapPrototypeForEach(this.#watched, (number) => binding.setWatchRefed(number, refed));
  }

  ref() {
    this.#setRefed(true);
    return this;
  }

  unref() {
    this.#setRefed(false);
    return this;
  }
}

function watchOptions(options) {
  options = { __proto__: null, ...getOptions(options, {}) };
  options.persistent ??= true;
  options.recursive ??= false;
  validateBoolean(options.persistent, 'options.persistent');
  validateBoolean(options.recursive, 'options.recursive');
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  options.ignore = ignorer(options.ignore);
  return options;
}

// What leaves out names: a pattern, a regular expression, a function, or several.
function ignorer(ignore) {
  if (ignore === undefined || ignore === null) return undefined;
  const one = (it, name) => {
    if (typeof it === 'function') return it;
    if (it === '') throw new ERR_INVALID_ARG_VALUE(name, it, 'must be a non-empty string');
    if (typeof it === 'string') {
      const { matches } = require('internal/glob');
      return (file) => matches(file, it, false) || matches(basename(file), it, false);
    }
    if (internalBinding('types').isRegExp(it)) return (file) => RegExpPrototypeExec(it, file) !== null;
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'RegExp', 'Function'], it);
  };
  if (!ArrayIsArray(ignore)) return one(ignore, 'options.ignore');
  const all = ArrayPrototypeMap(ignore, (it, i) => one(it, `options.ignore[${i}]`));
  return (file) => ArrayPrototypeSome(all, (fn) => fn(file));
}

function watch(filename, options, listener) {
  if (typeof options === 'function') {
    listener = options;
    options = undefined;
  }
  options = watchOptions(options);
  const path = pathText(filename, 'filename');
  const watcher = new FSWatcher();
  try {
    watcher._begin(path, options);
  } catch (error) {
    if (error.errno === undefined) throw error;
    throw systemError(error.errno, path);
  }
  if (listener) watcher.on('change', listener);
  const { signal } = options;
  if (signal) {
    if (signal.aborted) {
      nextTick(() => watcher.close());
    } else {
      const onAbort = () => watcher.close();
      signal.addEventListener('abort', onAbort, { once: true });
      watcher.once('close', () => signal.removeEventListener('abort', onAbort));
    }
  }
  return watcher;
}

// https://nodejs.org/api/fs.html#fspromiseswatchfilename-options
async function* watchPromise(filename, options) {
  validateObject(options, 'options');
  const { signal, maxQueue = 2048, overflow = 'ignore' } = options;
  require('internal/validators').validateInteger(maxQueue, 'options.maxQueue', 1);
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  require('internal/validators').validateOneOf(overflow, 'options.overflow', ['ignore', 'throw']);
  const { persistent, recursive } = options;
  if (persistent !== undefined) validateBoolean(persistent, 'options.persistent');
  if (recursive !== undefined) validateBoolean(recursive, 'options.recursive');
  require('internal/fs/utils').assertEncoding(options.encoding);
  const aborted = () => new AbortError(undefined, { cause: signal.reason });
  if (signal?.aborted) throw aborted();
  const waiting = [];
  let wake = PromiseWithResolvers();
  const watcher = watch(filename, { ...options, signal: undefined }, (eventType, name) => {
    if (waiting.length < maxQueue) {
      ArrayPrototypePush(waiting, { __proto__: null, eventType, filename: name });
    } else if (overflow === 'throw') {
      const { ERR_FS_WATCH_QUEUE_OVERFLOW } = require('internal/errors').codes;
      wake.reject(new ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue));
      return;
    } else {
      require('process').emitWarning('fs.watch maxQueue exceeded');
    }
    wake.resolve();
  });
  const onAbort = () => wake.reject(aborted());
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      await wake.promise;
      wake = PromiseWithResolvers();
      while (waiting.length > 0) yield ArrayPrototypeShift(waiting);
    }
  } finally {
    watcher.close();
    signal?.removeEventListener('abort', onAbort);
  }
}

const NOWHERE = ArrayPrototypeFill(new Array(18), 0);

// https://nodejs.org/api/fs.html#class-fsstatwatcher
class StatWatcher extends EventEmitter {
  #path;
  #bigint;
  #interval;
  #timer = null;
  #last = null;
  #isRefed = true;
  #isOver = false;

  _begin(path, { bigint, interval, persistent }) {
    this.#path = path;
    this.#bigint = bigint;
    this.#interval = interval;
    this.#isRefed = persistent;
    this.#look();
  }

  #look() {
    // The first look keeps the loop only as far as a request does.
    start(requests.rawStat(this.#path, true), (error, found) => {
      if (this.#isOver) return;
      const now = error ? NOWHERE : found;
      const before = this.#last;
      this.#last = now;
      const isSame = before !== null && ArrayPrototypeEvery(now, (part, i) =>
        i === 10 || i === 11 || part === before[i]);
      if (before === null ? error : !isSame) {
        const stats = (values) => statsFrom(values, this.#bigint);
        this.emit('change', stats(now), stats(before ?? NOWHERE));
      }
      if (this.#isOver) return;
      this.#timer = require('timers').setTimeout(() => this.#look(), this.#interval);
      if (!this.#isRefed) this.#timer.unref();
    });
  }

  start() {}

  stop() {
    if (this.#isOver) return;
    this.#isOver = true;
    require('timers').clearTimeout(this.#timer);
    nextTick(() => this.emit('stop'));
  }

  ref() {
    this.#isRefed = true;
    this.#timer?.ref();
    return this;
  }

  unref() {
    this.#isRefed = false;
    this.#timer?.unref();
    return this;
  }
}

const statWatchers = new Map();

function watchFile(filename, options, listener) {
  filename = resolve(pathText(filename));
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = null;
  }
  options = { bigint: false, interval: 5007, persistent: true, ...options };
  validateFunction(listener, 'listener');
  validateUint32(options.interval, 'interval');
  let watcher = MapPrototypeGet(statWatchers, filename);
  if (watcher === undefined) {
    watcher = new StatWatcher();
    watcher._begin(filename, options);
    MapPrototypeSet(statWatchers, filename, watcher);
  }
  watcher.addListener('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  filename = resolve(pathText(filename));
  const watcher = MapPrototypeGet(statWatchers, filename);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    MapPrototypeDelete(statWatchers, filename);
  }
}

module.exports = { FSWatcher, StatWatcher, unwatchFile, watch, watchFile, watchPromise };
