// The timers, which are globals too: https://nodejs.org/api/timers.html

const {
  clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout,
} = internalBinding('globals');

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval,
};

ObjectDefineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: () => require('timers/promises'),
});
