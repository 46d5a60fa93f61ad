// The colours of messages, and whether a stream is to have any.

const { env } = require('process');

function shouldColorize(stream) {
  if (env.FORCE_COLOR !== undefined) return require('internal/tty').getColorDepth() > 2;
  return (
    !!stream?.isTTY &&
    (typeof stream.getColorDepth === 'function' ? stream.getColorDepth() > 2 : true)
  );
}

const colors = (module.exports = {
  __proto__: null, blue: '', green: '', white: '', yellow: '', red: '', gray: '', clear: '',
  reset: '', hasColors: false, shouldColorize,
  // What a script set in the environment counts from now on.
  refresh() {
    const on = shouldColorize(require('process').stderr);
    colors.hasColors = on;
    colors.blue = on ? '\x1b[34m' : '';
    colors.green = on ? '\x1b[32m' : '';
    colors.white = on ? '\x1b[39m' : '';
    colors.yellow = on ? '\x1b[33m' : '';
    colors.red = on ? '\x1b[31m' : '';
    colors.gray = on ? '\x1b[90m' : '';
    colors.clear = on ? '\x1bc' : '';
    colors.reset = on ? '\x1b[0m' : '';
  },
});
