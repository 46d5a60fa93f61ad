// The class Stream: an emitter with the old `pipe`, the ancestor of all streams of Node.
// https://nodejs.org/api/stream.html

const EE = require('events');

function Stream(opts) {
  FunctionPrototypeCall(EE, this, opts);
}
ObjectSetPrototypeOf(Stream.prototype, EE.prototype);
ObjectSetPrototypeOf(Stream, EE);

Stream.prototype.pipe = function(dest, options) {
  const source = this;
  let didOnEnd = false;

  function ondata(chunk) {
    if (dest.writable && dest.write(chunk) === false && source.pause) source.pause();
  }
  function ondrain() {
    if (source.readable && source.resume) source.resume();
  }
  function onend() {
    if (didOnEnd) return;
    didOnEnd = true;
    dest.end();
  }
  function onclose() {
    if (didOnEnd) return;
    didOnEnd = true;
    if (typeof dest.destroy === 'function') dest.destroy();
  }
  function onerror(er) {
    cleanup();
    if (this.listenerCount?.('error') === 0) this.emit('error', er);
  }
  function cleanup() {
    source.removeListener('data', ondata);
    dest.removeListener('drain', ondrain);
    source.removeListener('end', onend);
    source.removeListener('close', onclose);
    source.removeListener('error', onerror);
    dest.removeListener('error', onerror);
    source.removeListener('end', cleanup);
    source.removeListener('close', cleanup);
    dest.removeListener('close', cleanup);
  }

  source.on('data', ondata);
  dest.on('drain', ondrain);
  // A standard stream is not ended by what is piped into it.
  if (!dest._isStdio && (!options || options.end !== false)) {
    source.on('end', onend);
    source.on('close', onclose);
  }
  prependListener(source, 'error', onerror);
  prependListener(dest, 'error', onerror);
  source.on('end', cleanup);
  source.on('close', cleanup);
  dest.on('close', cleanup);
  dest.emit('pipe', source);
  return dest;
};

// Without the names whose slots were only made ahead.
Stream.prototype.eventNames = function eventNames() {
  const names = [];
  const keys = ReflectOwnKeys(this._events);
  for (let i = 0; i < keys.length; i++) {
    const list = this._events[keys[i]];
    if (typeof list === 'function' || (ArrayIsArray(list) && list.length > 0)) {
      ArrayPrototypePush(names, keys[i]);
    }
  }
  return names;
};

function prependListener(emitter, event, fn) {
  if (typeof emitter.prependListener === 'function') return emitter.prependListener(event, fn);
  // An emitter of an old package.
  const list = emitter._events?.[event];
  if (!list) emitter.on(event, fn);
  else if (ArrayIsArray(list)) ArrayPrototypeUnshift(list, fn);
  else emitter._events[event] = [fn, list];
}

module.exports = { Stream, prependListener };
