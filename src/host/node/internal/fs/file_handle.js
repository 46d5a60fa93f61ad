// Open files of the promises API: https://nodejs.org/api/fs.html#class-filehandle

const { Buffer } = require('buffer');
const EventEmitter = require('events');
const {
  bytesOf, getOptions, readArguments, validateBuffer, validateBuffers, writeArguments,
} = require('internal/fs/utils');
const { promised, requests } = require('internal/fs/requests');
const { gather, scatter, totalOf } = require('internal/fs/vectors');
const {
  AbortError,
  codes: { ERR_FS_FILE_TOO_LARGE, ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE, ERR_METHOD_NOT_IMPLEMENTED },
} = require('internal/errors');
const { validateBoolean, validateEncoding, validateInteger } = require('internal/validators');
const { kEmptyObject } = require('internal/util');

const PIECE = 512 * 1024;
const READ_PIECE = 64 * 1024;
const WRITE_PIECE = 512 * 1024;
const MOST = 2 ** 31 - 1;

function checkAborted(signal) {
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
}

// What is done with the file, which isn't closed before that is over.
async function using(handle, syscall, work) {
  if (!isHandle(handle)) throw new ERR_INVALID_ARG_TYPE('filehandle', 'FileHandle', handle);
  if (handle.fd === -1) {
    const error = new Error('file closed');
    error.code = 'EBADF';
    error.syscall = syscall;
    throw error;
  }
  return handle._hold(work);
}

let isHandle;

class FileHandle extends EventEmitter {
  #fd;
  #holds = 1;
  #closing = null;
  #isLocked = false;

  static {
    isHandle = (value) => value !== null && typeof value === 'object' && #fd in value;
  }

  constructor(fd) {
    super();
    this.#fd = fd;
  }

  get fd() {
    return this.#fd;
  }

  getAsyncId() {
    return 0;
  }

  async #release() {
    if (--this.#holds !== 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    await promised(requests.close(fd));
  }

  async _hold(work) {
    this.#holds++;
    try {
      return await work(this.#fd);
    } finally {
      this.#holds--;
      if (this.#holds === 0) {
        const { resolve, reject } = this.#closing;
        const fd = this.#fd;
        this.#fd = -1;
        PromisePrototypeThen(promised(requests.close(fd)), resolve, reject);
      }
    }
  }

  close = () => {
    if (this.#fd === -1) return PromiseResolve(undefined);
    if (this.#closing) return this.#closing.promise;
    const closing = PromiseWithResolvers();
    this.#closing = closing;
    closing.promise = PromisePrototypeFinally(closing.promise, () => { this.#closing = null; });
    if (--this.#holds === 0) {
      const fd = this.#fd;
      this.#fd = -1;
      PromisePrototypeThen(promised(requests.close(fd)), closing.resolve, closing.reject);
    }
    this.emit('close');
    return closing.promise;
  };

  async [SymbolAsyncDispose]() {
    await this.close();
  }

  appendFile(data, options) {
    return writeFileHandle(this, data, options);
  }

  chmod(mode) {
    return using(this, 'fchmod', async (fd) => promised(requests.fchmod(fd, mode)));
  }

  chown(uid, gid) {
    return using(this, 'fchown', async (fd) => promised(requests.fchown(fd, uid, gid)));
  }

  datasync() {
    return using(this, 'fdatasync', (fd) => promised(requests.fdatasync(fd)));
  }

  sync() {
    return using(this, 'fsync', (fd) => promised(requests.fsync(fd)));
  }

  read(buffer, offset, length, position) {
    return using(this, 'read', async (fd) => {
      if (!ArrayBufferIsView(buffer)) {
        // read([options])
        const given = buffer;
        if (given !== undefined && given !== null) {
          require('internal/validators').validateObject(given, 'options');
        }
        ({ buffer = Buffer.alloc(16384), offset = 0, length, position = null } = given ?? kEmptyObject);
        length ??= buffer.byteLength - offset;
      } else if (offset !== null && typeof offset === 'object') {
        ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset);
      }
      validateBuffer(buffer);
      const asked = readArguments(buffer, offset ?? 0, length ?? buffer.byteLength - (offset ?? 0), position);
      if (asked === null) return { __proto__: null, bytesRead: 0, buffer };
      const bytes = new Uint8Array(await promised(requests.read(fd, asked.length, asked.position)));
      TypedArrayPrototypeSet(bytesOf(buffer), bytes, asked.offset);
      return { __proto__: null, bytesRead: bytes.length, buffer };
    });
  }

  readv(buffers, position) {
    return using(this, 'readv', async (fd) => {
      validateBuffers(buffers);
      const at = typeof position === 'number' ? position : null;
      const bytes = new Uint8Array(await promised(requests.read(fd, totalOf(buffers), at)));
      scatter(buffers, bytes);
      return { __proto__: null, bytesRead: bytes.length, buffers };
    });
  }

  readFile(options) {
    return readFileHandle(this, options);
  }

  readLines(options = undefined) {
    return require('readline').createInterface({
      input: this.createReadStream(options),
      crlfDelay: Infinity,
    });
  }

  stat(options) {
    return using(this, 'fstat', (fd) => promised(requests.fstat(fd, options)));
  }

  truncate(len = 0) {
    return using(this, 'ftruncate', async (fd) => promised(requests.ftruncate(fd, len)));
  }

  utimes(atime, mtime) {
    return using(this, 'futimes', async (fd) => promised(requests.futimes(fd, atime, mtime)));
  }

  write(buffer, offset, length, position) {
    return using(this, 'write', async (fd) => {
      if (buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
      const asked = writeArguments(buffer, offset, length, position);
      const bytesWritten = await promised(requests.write(fd, asked.bytes, asked.position));
      return { __proto__: null, bytesWritten, buffer };
    });
  }

  writev(buffers, position) {
    return using(this, 'writev', async (fd) => {
      validateBuffers(buffers);
      if (buffers.length === 0) return { __proto__: null, bytesWritten: 0, buffers };
      const at = typeof position === 'number' ? position : null;
      const bytesWritten = await promised(requests.write(fd, gather(buffers), at));
      return { __proto__: null, bytesWritten, buffers };
    });
  }

  writeFile(data, options) {
    return writeFileHandle(this, data, options);
  }

  createReadStream(options = undefined) {
    const { ReadStream } = require('internal/fs/streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('internal/fs/streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  // https://nodejs.org/api/fs.html#filehandlereadablewebstreamoptions
  readableWebStream(options = kEmptyObject) {
    if (this.fd === -1) throw new ERR_INVALID_STATE('The FileHandle is closed');
    if (this.#closing) throw new ERR_INVALID_STATE('The FileHandle is closing');
    if (this.#isLocked) throw new ERR_INVALID_STATE('The FileHandle is locked');
    require('internal/validators').validateObject(options, 'options');
    const { autoClose = false, type = 'bytes' } = options;
    validateBoolean(autoClose, 'options.autoClose');
    if (type !== 'bytes') {
      require('process').emitWarning(
        'A non-"bytes" options.type has no effect. A byte-oriented steam is always created.',
        'ExperimentalWarning');
    }
    this.#isLocked = true;
    const handle = this;
    const ondone = async () => {
      handle.#isLocked = false;
      handle.#holds--;
      if (handle.#holds === 0) {
        const { resolve, reject } = handle.#closing;
        const fd = handle.#fd;
        handle.#fd = -1;
        PromisePrototypeThen(promised(requests.close(fd)), resolve, reject);
      } else if (autoClose) {
        await handle.close();
      }
    };
    this.#holds++;
    const { ReadableStream } = require('internal/webstreams/readable');
    const stream = new ReadableStream({
      type: 'bytes',
      autoAllocateChunkSize: 16384,
      async pull(controller) {
        const view = controller.byobRequest.view;
        const { bytesRead } = await handle.read(view, view.byteOffset, view.byteLength);
        if (bytesRead === 0) {
          controller.close();
          await ondone();
        }
        controller.byobRequest.respond(bytesRead);
      },
      async cancel() {
        await ondone();
      },
    });
    this.once('close', () => {
      if (this.#isLocked) {
        this.#isLocked = false;
      }
    });
    return stream;
  }

  // https://nodejs.org/api/fs.html#filehandlepull
}

async function readFileHandle(handle, options) {
  options = getOptions(options, kEmptyObject);
  const { encoding, signal } = options;
  return using(handle, 'read', async (fd) => {
    checkAborted(signal);
    const status = await promised(requests.rawFstat(fd));
    checkAborted(signal);
    const size = (status[1] & 0o170000) === 0o100000 ? status[8] : 0;
    if (size > MOST) throw new ERR_FS_FILE_TOO_LARGE(size);
    const pieces = [];
    let done = 0;
    for (;;) {
      checkAborted(signal);
      const length = size === 0 ? READ_PIECE : MathMin(size - done, PIECE);
      if (length === 0) break;
      const read = await promised(requests.read(fd, length, -1));
      if (read.byteLength === 0) break;
      done += read.byteLength;
      ArrayPrototypePush(pieces, Buffer.from(read));
    }
    const all = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    return encoding && encoding !== 'buffer' ? all.toString(encoding) : all;
  });
}

const isCustomIterable = (value) =>
  value !== null && value !== undefined && typeof value !== 'string' && !ArrayBufferIsView(value) &&
  (typeof value[SymbolAsyncIterator] === 'function' || typeof value[SymbolIterator] === 'function');

// Data as bytes; what gives several is left as it is.
function checkedData(data, encoding) {
  if (ArrayBufferIsView(data) || isCustomIterable(data)) return data;
  if (typeof data !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(
      'data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  return Buffer.from(data, encoding || 'utf8');
}

async function writeBytes(fd, bytes, signal) {
  let at = 0;
  do {
    checkAborted(signal);
    const piece = bytesOf(bytes, at, MathMin(WRITE_PIECE, bytes.byteLength - at));
    at += await promised(requests.write(fd, piece, null));
  } while (at < bytes.byteLength);
}

async function writeFileHandle(handle, data, options) {
  options = getOptions(options, { encoding: 'utf8' });
  const { encoding, signal } = options;
  data = checkedData(data, encoding);
  return using(handle, 'write', async (fd) => {
    checkAborted(signal);
    if (!isCustomIterable(data)) return writeBytes(fd, data, signal);
    for await (const piece of data) {
      checkAborted(signal);
      const bytes = ArrayBufferIsView(piece) ? piece : Buffer.from(piece, encoding || 'utf8');
      if (bytes.byteLength > 0) await writeBytes(fd, bytes, signal);
      checkAborted(signal);
    }
  });
}

module.exports = {
  checkAborted, checkedData, FileHandle, isHandle: (value) => isHandle(value), readFileHandle,
  writeFileHandle,
};
