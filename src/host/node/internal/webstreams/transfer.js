// Streams that move with a message. https://streams.spec.whatwg.org/#transferrable-streams
//
// A stream that moves stays where it is, locked, and is piped from or to one of two connected ports.
// The other port goes with the message, and a new stream there speaks through it. What they say:
// 'pull', 'chunk', 'close', 'error'.

const {
  closePort, listen, newPair, postMessage, setPortRefed,
} = internalBinding('messaging');
const { deferred, handled, kState, kType, resolved } = require('internal/webstreams/util');

function say(port, type, value) {
  FunctionPrototypeCall(postMessage, port, { type, value });
}

// Says that it's over because of an error; where that can't be sent, what says so is sent and thrown.
function sayError(port, error) {
  try {
    say(port, 'error', error);
  } catch (err) {
    say(port, 'error', err);
    throw err;
  } finally {
    closePort(port);
  }
}

// A port is heard, but only keeps the loop alive where somebody waits for the other side.
function hear(port, told) {
  listen(port, told);
  setPortRefed(port, false);
}

// A stream of what comes through a port.
function readableOf(port, moved) {
  const {
    canCloseOrEnqueue, closeController, createReadableStream, enqueue, errorController,
  } = require('internal/webstreams/readable');
  async function pull() {
    if (moved !== undefined) setPortRefed(port, true);
    say(port, 'pull');
  }
  async function cancel(reason) {
    sayError(port, reason);
  }
  const room = moved === undefined ? 1 : 0;
  const stream = createReadableStream(undefined, pull, cancel, room, undefined, moved);
  const c = stream[kState].controller;
  hear(port, ({ type, value }) => {
    if (type === 'chunk') {
      if (canCloseOrEnqueue(c)) enqueue(c, value);
      return;
    }
    if (type === 'error') errorController(c, value);
    else if (canCloseOrEnqueue(c)) closeController(c);
    closePort(port);
  });
  return stream;
}

// A stream whose chunks go through a port.
function writableOf(port, moved) {
  const { createWritableStream, errorIfNeeded } = require('internal/webstreams/writable');
  // Settled once the other side pulls.
  let pulled = deferred();
  async function write(chunk) {
    if (moved !== undefined) setPortRefed(port, true);
    await (pulled === undefined ? resolved(undefined) : pulled.promise);
    pulled = deferred();
    try {
      say(port, 'chunk', chunk);
    } catch (err) {
      say(port, 'error', err);
      closePort(port);
      throw err;
    }
  }
  async function close() {
    say(port, 'close');
    closePort(port);
  }
  async function abort(reason) {
    sayError(port, reason);
  }
  const stream = createWritableStream(undefined, write, close, abort, 1, undefined, moved);
  const c = stream[kState].controller;
  hear(port, ({ type, value }) => {
    if (type === 'error') errorIfNeeded(c, value);
    pulled?.resolve();
    pulled = undefined;
  });
  return stream;
}

// What has to move with a stream.
exports.parts = (stream) => {
  const s = stream[kState];
  if (stream[kType] === 'TransformStream') return [s.readable, s.writable];
  s.ports = newPair();
  return [s.ports[1]];
};

// What will stand for it.
exports.place = (stream) => {
  const streams = require('internal/webstreams');
  const Class = streams[stream[kType]];
  const place = ObjectCreate(Class.prototype);
  place.constructor = Class;
  return place;
};

// Locks a stream; gives what its place needs.
exports.take = (stream) => {
  const s = stream[kState];
  const type = stream[kType];
  if (type === 'TransformStream') return { type, readable: s.readable, writable: s.writable };
  const { 0: near, 1: far } = s.ports;
  s.ports = undefined;
  const isReadable = type === 'ReadableStream';
  if ((isReadable ? s.reader : s.writer) !== undefined) {
    closePort(near);
    const { DOMException } = internalBinding('globals');
    throw new DOMException(`Cannot transfer a locked ${type}`, 'DataCloneError');
  }
  const { pipeTo } = require('internal/webstreams/pipe');
  const piped = isReadable ? pipeTo(s, writableOf(near)[kState], {}) :
    pipeTo(readableOf(near)[kState], s, {});
  handled(piped);
  return { type, port: far };
};

// Makes a place a stream.
exports.arrive = (place, { type, port, readable, writable }) => {
  if (type === 'ReadableStream') readableOf(port, place);
  else if (type === 'WritableStream') writableOf(port, place);
  else require('internal/webstreams/transform').adopt(place, readable, writable);
};
