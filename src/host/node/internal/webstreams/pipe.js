// ReadableStream.prototype.pipeTo. https://streams.spec.whatwg.org/#readable-stream-pipe-to

const {
  deferred, dequeue, handled, kState, nop, rejected, resolved,
} = require('internal/webstreams/util');
const {
  ReadableStreamDefaultReader, afterTake, cancelStream, invalidState, readFrom, releaseReader,
} = require('internal/webstreams/readable');
const {
  abortStream, acquireWriter, closeQueuedOrInFlight, closeWithPropagation, releaseWriter,
  writeToWriter, writerDesiredSize,
} = require('internal/webstreams/writable');

function pipeTo(source, dest, { preventClose, preventAbort, preventCancel, signal }) {
  const r = new ReadableStreamDefaultReader(source.obj)[kState];
  const w = acquireWriter(dest.obj);
  source.disturbed = true;
  const done = deferred();
  let shuttingDown = false;
  let currentWrite = resolved(undefined);
  let disposable;
  // A read that isn't answered yet, and a chunk on its way from there to the writer.
  let reading = false;
  let chunkComes = false;
  const request = {
    // It comes while a source enqueues: it is written in a microtask, not under its hands.
    chunk(value) {
      reading = false;
      chunkComes = true;
      PromisePrototypeThen(resolved(undefined), () => {
        chunkComes = false;
        currentWrite = write(value);
        step();
      });
    },
    close: nop,
    error: nop,
  };

  if (signal !== undefined) {
    const onabort = () => {
      const error = signal.reason;
      shutdown(() => {
        const actions = [];
        if (!preventAbort) {
          ArrayPrototypePush(actions, dest.state === 'writable' ? abortStream(dest, error) :
            resolved(undefined));
        }
        if (!preventCancel) {
          ArrayPrototypePush(actions, source.state === 'readable' ? cancelStream(source, error) :
            resolved(undefined));
        }
        return all(actions);
      }, true, error);
    };
    if (signal.aborted) {
      onabort();
      return done.promise;
    }
    disposable = require('events').addAbortListener(signal, onabort);
  }

  // Errors and ends go forward and back, in this order of importance.
  watch(source, 'errored', r.closed.promise, () => {
    const error = source.storedError;
    if (preventAbort) shutdown(undefined, true, error);
    else shutdown(() => abortStream(dest, error), true, error);
  });
  watch(dest, 'errored', w.closed.promise, () => {
    const error = dest.storedError;
    if (preventCancel) shutdown(undefined, true, error);
    else shutdown(() => cancelStream(source, error), true, error);
  });
  watch(source, 'closed', r.closed.promise, () => {
    if (preventClose) shutdown();
    else shutdown(() => closeWithPropagation(w));
  });
  if (closeQueuedOrInFlight(dest) || dest.state === 'closed') {
    const error = invalidState('Destination WritableStream is closed');
    if (preventCancel) shutdown(undefined, true, error);
    else shutdown(() => cancelStream(source, error), true, error);
  }
  dest.onRoom = step;
  step();
  return done.promise;

  function watch(stream, state, promise, action) {
    if (stream.state === state) action();
    else if (state === 'closed') PromisePrototypeThen(promise, action, nop);
    else PromisePrototypeThen(promise, nop, action);
  }

  // Takes what waits while there's room, and asks for more a turn later; the writer's stream calls
  // it again when there's room.
  function step() {
    if (reading || chunkComes || !hasRoom()) return;
    const c = source.controller;
    if (source.state !== 'readable' || c.bytes || c.head === c.queue.length) {
      reading = true;
      readFrom(r, request);
      return;
    }
    do {
      currentWrite = write(dequeue(c));
    } while (source.state === 'readable' && c.head < c.queue.length && hasRoom());
    // The source pulls after the writes.
    if (source.state === 'readable') afterTake(c);
    PromisePrototypeThen(resolved(undefined), step);
  }

  function hasRoom() {
    return !shuttingDown && dest.state === 'writable' && writerDesiredSize(w) > 0;
  }

  function write(chunk) {
    return handled(writeToWriter(w, chunk));
  }

  // As Promise.all, in as many turns as Node takes.
  function all(actions) {
    const done = deferred();
    let left = actions.length;
    if (left === 0) done.resolve();
    for (let i = 0; i < actions.length; i++) {
      PromisePrototypeThen(PromisePrototypeThen(actions[i], nop), () => {
        if (--left === 0) done.resolve();
      }, done.reject);
    }
    return PromisePrototypeThen(done.promise, nop);
  }

  function shutdown(action, isError, error) {
    if (shuttingDown) return;
    shuttingDown = true;
    if (dest.state === 'writable' && !closeQueuedOrInFlight(dest)) {
      waitForWrites();
    } else {
      act();
    }
    // Until what was read is written, too.
    function waitForWrites() {
      const before = currentWrite;
      const then = () => {
        if (chunkComes || before !== currentWrite) waitForWrites();
        else act();
      };
      PromisePrototypeThen(before, then, (err) => finalize(true, err));
    }
    function act() {
      if (action === undefined) {
        finalize(isError, error);
        return;
      }
      let result;
      try {
        result = action();
      } catch (err) {
        result = rejected(err);
      }
      PromisePrototypeThen(result, () => finalize(isError, error), (err) => finalize(true, err));
    }
  }

  function finalize(isError, error) {
    dest.onRoom = undefined;
    releaseWriter(w);
    releaseReader(r);
    disposable?.[SymbolDispose]();
    if (isError) done.reject(error);
    else done.resolve();
  }
}

module.exports = { pipeTo };
