// ReadableStream.prototype.tee: two branches that see the same chunks.
// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamtee

const { deferred, kState, resolved } = require('internal/webstreams/util');
const {
  ReadableStreamBYOBReader, ReadableStreamDefaultReader, cancelStream, canCloseOrEnqueue,
  closeController, createReadableByteStream, createReadableStream, enqueue, errorController,
  readFrom, readInto, releaseReader,
} = require('internal/webstreams/readable');

// What both kinds have: the source is cancelled when both branches are, with both reasons.
function newCancel(s) {
  const reasons = [undefined, undefined];
  const canceled = [false, false];
  const promise = deferred();
  return {
    canceled,
    promise,
    of: (i) => (reason) => {
      canceled[i] = true;
      reasons[i] = reason;
      if (canceled[1 - i]) promise.resolve(cancelStream(s, [reasons[0], reasons[1]]));
      return promise.promise;
    },
  };
}

function teeDefault(stream, cloneForBranch2) {
  const s = stream[kState];
  const r = new ReadableStreamDefaultReader(stream)[kState];
  const cancel = newCancel(s);
  const { canceled } = cancel;
  let reading = false;
  let readAgain = false;
  let c1;
  let c2;

  const request = {
    chunk(value) {
      // In a microtask, so that an error of the source comes first.
      PromisePrototypeThen(resolved(undefined), () => {
        readAgain = false;
        let value2 = value;
        if (!canceled[1] && cloneForBranch2) {
          try {
            value2 = internalBinding('globals').structuredClone(value);
          } catch (err) {
            errorController(c1, err);
            errorController(c2, err);
            cancel.promise.resolve(cancelStream(s, err));
            return;
          }
        }
        if (!canceled[0] && canCloseOrEnqueue(c1)) enqueue(c1, value);
        if (!canceled[1] && canCloseOrEnqueue(c2)) enqueue(c2, value2);
        reading = false;
        if (readAgain) pull();
      });
    },
    close() {
      // In a tick, which the standard doesn't know but Node has.
      require('process').nextTick(() => {
        reading = false;
        if (!canceled[0] && canCloseOrEnqueue(c1)) closeController(c1);
        if (!canceled[1] && canCloseOrEnqueue(c2)) closeController(c2);
        if (!canceled[0] || !canceled[1]) cancel.promise.resolve();
      });
    },
    error() {
      reading = false;
    },
  };
  function pull() {
    if (reading) {
      readAgain = true;
    } else {
      reading = true;
      readFrom(r, request);
    }
    return resolved(undefined);
  }

  const branch1 = createReadableStream(undefined, pull, cancel.of(0));
  const branch2 = createReadableStream(undefined, pull, cancel.of(1));
  c1 = branch1[kState].controller;
  c2 = branch2[kState].controller;
  PromisePrototypeThen(r.closed.promise, undefined, (err) => {
    errorController(c1, err);
    errorController(c2, err);
    if (!canceled[0] || !canceled[1]) cancel.promise.resolve();
  });
  return [branch1, branch2];
}

function teeBytes(stream) {
  const {
    closeBytes, enqueueBytes, getByobRequest, respond, respondWithNewView, viewParts,
  } = require('internal/webstreams/bytes');
  const s = stream[kState];
  let r = new ReadableStreamDefaultReader(stream)[kState];
  const cancel = newCancel(s);
  const { canceled } = cancel;
  let reading = false;
  const again = [false, false];
  const c = [undefined, undefined];

  function cloneOf(chunk) {
    const { buffer, byteOffset, byteLength } = viewParts(chunk);
    return new Uint8Array(ArrayBufferPrototypeSlice(buffer, byteOffset, byteOffset + byteLength));
  }
  function fail(err) {
    errorController(c[0], err);
    errorController(c[1], err);
    cancel.promise.resolve(cancelStream(s, err));
  }
  function pullAgain() {
    if (again[0]) pull(0);
    else if (again[1]) pull(1);
  }
  function forwardError(reader) {
    PromisePrototypeThen(reader.closed.promise, undefined, (err) => {
      if (reader !== r) return;
      errorController(c[0], err);
      errorController(c[1], err);
      if (!canceled[0] || !canceled[1]) cancel.promise.resolve();
    });
  }

  function pullWithDefaultReader() {
    if (r.byob) {
      releaseReader(r);
      r = new ReadableStreamDefaultReader(stream)[kState];
      forwardError(r);
    }
    readFrom(r, {
      chunk(chunk) {
        PromisePrototypeThen(resolved(undefined), () => {
          again[0] = false;
          again[1] = false;
          let chunk2 = chunk;
          if (!canceled[0] && !canceled[1]) {
            try {
              chunk2 = cloneOf(chunk);
            } catch (err) {
              fail(err);
              return;
            }
          }
          if (!canceled[0]) enqueueBytes(c[0], chunk);
          if (!canceled[1]) enqueueBytes(c[1], chunk2);
          reading = false;
          pullAgain();
        });
      },
      close() {
        reading = false;
        if (!canceled[0]) closeBytes(c[0]);
        if (!canceled[1]) closeBytes(c[1]);
        if (c[0].pending.length > 0) respond(c[0], 0);
        if (c[1].pending.length > 0) respond(c[1], 0);
        if (!canceled[0] || !canceled[1]) cancel.promise.resolve();
      },
      error() {
        reading = false;
      },
    });
  }

  function pullWithByobReader(view, forBranch2) {
    if (!r.byob) {
      releaseReader(r);
      r = new ReadableStreamBYOBReader(stream)[kState];
      forwardError(r);
    }
    const byob = forBranch2 ? 1 : 0;
    const other = 1 - byob;
    readInto(r, view, 1, {
      chunk(chunk) {
        PromisePrototypeThen(resolved(undefined), () => {
          again[0] = false;
          again[1] = false;
          if (!canceled[other]) {
            let clone;
            try {
              clone = cloneOf(chunk);
            } catch (err) {
              fail(err);
              return;
            }
            if (!canceled[byob]) respondWithNewView(c[byob], chunk);
            enqueueBytes(c[other], clone);
          } else if (!canceled[byob]) {
            respondWithNewView(c[byob], chunk);
          }
          reading = false;
          pullAgain();
        });
      },
      close(chunk) {
        reading = false;
        if (!canceled[byob]) closeBytes(c[byob]);
        if (!canceled[other]) closeBytes(c[other]);
        if (chunk !== undefined) {
          if (!canceled[byob]) respondWithNewView(c[byob], chunk);
          if (!canceled[other] && c[other].pending.length > 0) respond(c[other], 0);
        }
        if (!canceled[byob] || !canceled[other]) cancel.promise.resolve();
      },
      error() {
        reading = false;
      },
    });
  }

  function pull(i) {
    if (reading) {
      again[i] = true;
      return resolved(undefined);
    }
    reading = true;
    const request = getByobRequest(c[i]);
    if (request === null) pullWithDefaultReader();
    else pullWithByobReader(request[kState].view, i === 1);
    return resolved(undefined);
  }

  const branch1 = createReadableByteStream(() => pull(0), cancel.of(0));
  const branch2 = createReadableByteStream(() => pull(1), cancel.of(1));
  c[0] = branch1[kState].controller;
  c[1] = branch2[kState].controller;
  forwardError(r);
  return [branch1, branch2];
}

module.exports = { teeDefault, teeBytes };
