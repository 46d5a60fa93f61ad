// Folders that are read entry by entry: https://nodejs.org/api/fs.html#class-fsdir

const {
  codes: { ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION, ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('internal/errors');
const { requests, promised, start, sync } = require('internal/fs/requests');
const { Dirent, getOptions, pathText, shown } = require('internal/fs/utils');
const { validateBoolean, validateFunction, validateUint32 } = require('internal/validators');
const { join } = require('path');

// How many entries Node reads at once.
const PIECE = 32;

class Dir {
  #path;
  #encoding;
  #recursive;
  // Names and kinds in turn, of the folder that is read; and where that goes on.
  #entries;
  #folder;
  #at = 0;
  #waiting = [];
  #isClosed = false;
  // How much work is under way, and how often something was read.
  #pending = 0;
  #reads = 0;
  // The work on it, one after the other.
  #last = PromiseResolve(undefined);

  constructor(entries, path, options) {
    if (entries == null) throw new ERR_MISSING_ARGS('handle');
    this.#entries = entries;
    this.#path = path;
    this.#folder = path;
    options = getOptions(options, { encoding: 'utf8' });
    if (options.bufferSize !== undefined) validateUint32(options.bufferSize, 'options.bufferSize', true);
    this.#encoding = options.encoding;
    this.#recursive = !!options.recursive;
  }

  get path() {
    if (!(#path in this)) throw new ERR_INVALID_THIS('Dir');
    return this.#path;
  }

  #next() {
    if (this.#at >= this.#entries.length) return null;
    const name = this.#entries[this.#at];
    const kind = this.#entries[this.#at + 1];
    this.#at += 2;
    if (this.#recursive && kind === 2) {
      ArrayPrototypePush(this.#waiting, join(this.#folder, name));
    }
    return new Dirent(shown(name, this.#encoding), kind, this.#folder);
  }

  #nextFolder() {
    this.#folder = ArrayPrototypeShift(this.#waiting);
    return requests.opendir(this.#folder);
  }

  async #readAsync() {
    for (;;) {
      const found = this.#next();
      if (found !== null || this.#waiting.length === 0) return found;
      this.#entries = await promised(this.#nextFolder());
      this.#at = 0;
    }
  }

  #queued(work) {
    this.#pending++;
    const done = PromisePrototypeThen(this.#last, async () => {
      try {
        return await work();
      } finally {
        this.#pending--;
      }
    });
    this.#last = PromisePrototypeThen(done, () => {}, () => {});
    return done;
  }

  read(callback) {
    const isPromised = arguments.length === 0;
    if (this.#isClosed) {
      const error = new ERR_DIR_CLOSED();
      if (isPromised) return PromiseReject(error);
      throw error;
    }
    if (!isPromised) validateFunction(callback, 'callback');
    // As many as Node reads at once come at once.
    const isFirst = this.#reads++ % PIECE === 0;
    const work = this.#queued(() => (isFirst ? later(this.#readAsync()) : this.#readAsync()));
    if (isPromised) return work;
    settle(work, callback);
  }

  readSync() {
    if (this.#isClosed) throw new ERR_DIR_CLOSED();
    if (this.#pending > 0) throw new ERR_DIR_CONCURRENT_OPERATION();
    for (;;) {
      const found = this.#next();
      if (found !== null || this.#waiting.length === 0) return found;
      this.#entries = sync(this.#nextFolder());
      this.#at = 0;
    }
  }

  close(callback) {
    const isPromised = arguments.length === 0;
    if (!isPromised) validateFunction(callback, 'callback');
    if (this.#isClosed) {
      const error = new ERR_DIR_CLOSED();
      if (isPromised) return PromiseReject(error);
      require('process').nextTick(callback, error);
      return;
    }
    this.#isClosed = true;
    const work = this.#queued(() => later(undefined));
    if (isPromised) return work;
    settle(work, (error) => callback(error));
  }

  closeSync() {
    if (this.#isClosed) throw new ERR_DIR_CLOSED();
    if (this.#pending > 0) throw new ERR_DIR_CONCURRENT_OPERATION();
    this.#isClosed = true;
  }

  async* entries() {
    try {
      for (;;) {
        const found = await this.read();
        if (found === null) break;
        yield found;
      }
    } finally {
      await this.close();
    }
  }

  [SymbolDispose]() {
    if (!this.#isClosed) this.closeSync();
  }

  async [SymbolAsyncDispose]() {
    if (!this.#isClosed) await this.close();
  }
}

// What comes from the loop, and not before.
function later(value) {
  return new Promise((resolve) => require('timers').setImmediate(() => resolve(value)));
}

function settle(promise, callback) {
  const { nextTick } = require('process');
  PromisePrototypeThen(
    promise,
    (value) => nextTick(callback, null, value),
    (error) => nextTick(callback, error),
  );
}

ObjectDefineProperty(Dir.prototype, SymbolAsyncIterator, {
  __proto__: null, value: Dir.prototype.entries, enumerable: false, writable: true,
  configurable: true,
});

function checked(path, options) {
  path = pathText(path);
  options = getOptions(options, { encoding: 'utf8' });
  const { bufferSize, recursive } = options;
  if (bufferSize !== undefined) validateUint32(bufferSize, 'options.bufferSize', true);
  if (recursive != null) validateBoolean(recursive, 'options.recursive');
  return { path, options };
}

function opendir(path, options, callback) {
  validateFunction(callback, 'callback');
  const given = checked(path, options);
  start(requests.opendir(given.path), (error, entries) => {
    if (error) return callback(error);
    callback(null, new Dir(entries, path, given.options));
  });
}

function opendirSync(path, options) {
  const given = checked(path, options);
  const request = requests.opendir(given.path);
  // Node's error doesn't tell it here.
  request.path = undefined;
  return new Dir(sync(request), path, given.options);
}

async function opendirPromise(path, options) {
  const given = checked(path, options);
  return new Dir(await promised(requests.opendir(given.path)), path, given.options);
}

module.exports = { Dir, opendir, opendirPromise, opendirSync };
