// stream.compose: one Duplex of several streams in a row.
// https://nodejs.org/api/stream.html#streamcomposestreams

const {
  AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { pipelineImpl } = require('internal/streams/pipeline');
const { eos } = require('internal/streams/end-of-stream');
const { Duplex } = require('internal/streams/duplex');
const { destroyer } = require('internal/streams/destroy');
const {
  callWaiting, forwardWrites, isNodeStream, isReadable, isReadableStream, isTransformStream,
  isWebStream, isWritable, isWritableStream, once,
} = require('internal/streams/utils');

function canRead(stream) {
  return !!(isReadable(stream) || isReadableStream(stream) || isTransformStream(stream));
}

function canWrite(stream) {
  return !!(isWritable(stream) || isWritableStream(stream) || isTransformStream(stream));
}

function compose(...streams) {
  if (streams.length === 0) throw new ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return Duplex.from(streams[0]);
  const given = ArrayPrototypeSlice(streams);
  if (typeof streams[0] === 'function') streams[0] = Duplex.from(streams[0]);
  const last = streams.length - 1;
  if (typeof streams[last] === 'function') streams[last] = Duplex.from(streams[last]);
  for (let n = 0; n <= last; n++) {
    if (!isNodeStream(streams[n]) && !isWebStream(streams[n])) continue; // pipeline() checks it.
    if (n < last && !canRead(streams[n])) {
      throw new ERR_INVALID_ARG_VALUE(`streams[${n}]`, given[n], 'must be readable');
    }
    if (n > 0 && !canWrite(streams[n])) {
      throw new ERR_INVALID_ARG_VALUE(`streams[${n}]`, given[n], 'must be writable');
    }
  }

  let waits = { drain: null, finish: null };
  let onclose;
  let d;
  function onfinished(err) {
    const cb = onclose;
    onclose = null;
    if (cb) cb(err);
    else if (err) d.destroy(err);
    else if (!readable && !writable) d.destroy();
  }

  const head = streams[0];
  const tail = pipelineImpl(streams, once(onfinished));
  const writable = canWrite(head);
  const readable = canRead(tail);
  // It reads from the tail and writes to the head.
  d = new Duplex({
    writableObjectMode: !!head?.writableObjectMode,
    readableObjectMode: !!tail?.readableObjectMode,
    writable,
    readable,
  });

  if (writable) {
    if (isNodeStream(head)) {
      waits = forwardWrites(d, head);
    } else if (isWebStream(head)) {
      const writer = (isTransformStream(head) ? head.writable : head).getWriter();
      d._write = async function(chunk, encoding, callback) {
        try {
          await writer.ready;
          writer.write(chunk).catch(() => {});
          callback();
        } catch (err) {
          callback(err);
        }
      };
      d._final = async function(callback) {
        try {
          await writer.ready;
          writer.close().catch(() => {});
          waits.finish = callback;
        } catch (err) {
          callback(err);
        }
      };
    }
    eos(isTransformStream(tail) ? tail.readable : tail, () => {
      callWaiting(waits, 'finish');
    });
  }

  if (readable) {
    if (isNodeStream(tail)) {
      tail.on('data', (chunk) => {
        if (!d.push(chunk)) tail.pause();
      });
      tail.on('end', () => {
        d.push(null);
      });
      d._read = function() {
        tail.resume();
      };
    } else if (isWebStream(tail)) {
      const reader = (isTransformStream(tail) ? tail.readable : tail).getReader();
      d._read = async function() {
        while (true) {
          try {
            const { value, done } = await reader.read();
            if (!d.push(value)) return;
            if (done) {
              d.push(null);
              return;
            }
          } catch {
            return;
          }
        }
      };
    }
  }

  d._destroy = function(err, callback) {
    if (!err && onclose !== null) err = new AbortError();
    waits.drain = waits.finish = null;
    if (isNodeStream(tail)) destroyer(tail, err);
    if (onclose === null) callback(err);
    else onclose = callback;
  };
  return d;
}

module.exports = compose;
