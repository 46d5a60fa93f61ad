// Whole files with a callback, step by step as Node does it: each step is a request of its own, so that
// the callback comes in the turn of the loop in which it comes there.

const { Buffer } = require('buffer');
const { bytesOf, fdNumber } = require('internal/fs/utils');
const { requests, start } = require('internal/fs/requests');
const { AbortError, codes: { ERR_FS_FILE_TOO_LARGE } } = require('internal/errors');

const PIECE = 512 * 1024;
const UNKNOWN_PIECE = 64 * 1024;
const MOST = 2 ** 31 - 1;

const isFd = (path) => path === (path | 0);
const aborted = (signal) => new AbortError(undefined, { cause: signal?.reason });

class Reading {
  constructor(fd, isOwn, { encoding, signal }, callback) {
    this.fd = fd;
    this.isOwn = isOwn;
    this.encoding = encoding;
    this.signal = signal;
    this.callback = callback;
    this.size = 0;
    this.done = 0;
    this.pieces = [];
  }

  begin() {
    start(requests.rawFstat(this.fd), (error, status) => {
      if (error) return this.end(error);
      this.size = (status[1] & 0o170000) === 0o100000 ? status[8] : 0;
      if (this.size > MOST) return this.end(new ERR_FS_FILE_TOO_LARGE(this.size));
      this.step();
    });
  }

  step() {
    if (this.signal?.aborted) return this.end(aborted(this.signal));
    const length = this.size === 0 ? UNKNOWN_PIECE : MathMin(PIECE, this.size - this.done);
    start(requests.read(this.fd, length, -1), (error, read) => {
      if (error) return this.end(error);
      if (read.byteLength > 0) ArrayPrototypePush(this.pieces, Buffer.from(read));
      this.done += read.byteLength;
      if (read.byteLength === 0 || (this.size > 0 && this.done >= this.size)) return this.end(null);
      this.step();
    });
  }

  end(error) {
    if (!this.isOwn) return this.tell(error);
    start(requests.close(this.fd), (closing) => this.tell(error ?? closing));
  }

  tell(error) {
    if (error) return this.callback(error);
    let all;
    try {
      all = this.pieces.length === 1 ? this.pieces[0] : Buffer.concat(this.pieces);
      if (this.encoding && this.encoding !== 'buffer') all = all.toString(this.encoding);
    } catch (failure) {
      return this.callback(failure);
    }
    this.callback(null, all);
  }
}

function readFile(path, options, callback) {
  if (isFd(path)) {
    const reading = new Reading(fdNumber(path), false, options, callback);
    require('process').nextTick(() => {
      if (options.signal?.aborted) return callback(aborted(options.signal));
      reading.begin();
    });
    return;
  }
  if (options.signal?.aborted) {
    require('process').nextTick(() => callback(aborted(options.signal)));
    return;
  }
  start(requests.open(path, options.flag, 0o666), (error, fd) => {
    if (error) return callback(error);
    new Reading(fd, true, options, callback).begin();
  });
}

function writeOn(fd, isOwn, bytes, { flush, signal }, callback) {
  let at = 0;
  const end = (error) => {
    if (!isOwn) return callback(error);
    start(requests.close(fd), (closing) => callback(error ?? closing));
  };
  const step = () => {
    if (signal?.aborted) return end(aborted(signal));
    start(requests.write(fd, bytesOf(bytes, at), null), (error, written) => {
      if (error) return end(error);
      at += written;
      if (at < bytes.byteLength) return step();
      if (!flush) return end(null);
      require('fs').fsync(fd, (failed) => end(failed));
    });
  };
  step();
}

function writeFile(path, bytes, options, callback) {
  if (isFd(path)) {
    writeOn(fdNumber(path), false, bytes, options, callback);
    return;
  }
  if (options.signal?.aborted) {
    require('process').nextTick(() => callback(aborted(options.signal)));
    return;
  }
  start(requests.open(path, options.flag, options.mode), (error, fd) => {
    if (error) return callback(error);
    writeOn(fd, true, bytes, options, callback);
  });
}

module.exports = { readFile, writeFile };
