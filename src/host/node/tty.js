// https://nodejs.org/api/tty.html

const { notHere } = require('internal/util');

// What is no descriptor is no terminal.
function isatty(fd) {
  return NumberIsInteger(fd) && fd >= 0 && fd <= 2147483647 && internalBinding('fs').isatty(fd);
}

// Terminals as streams come with reading from them.
const stream = (name) => {
  const refuse = notHere('tty', name, 'process.stdin, stdout and stderr are there');
  return ObjectDefineProperty(
    function () {
      refuse();
    },
    'name',
    { __proto__: null, value: name },
  );
};
const WriteStream = stream('WriteStream');
const { getColorDepth, hasColors } = require('internal/tty');
WriteStream.prototype.isTTY = true;
WriteStream.prototype.getColorDepth = getColorDepth;
WriteStream.prototype.hasColors = hasColors;

module.exports = { isatty, ReadStream: stream('ReadStream'), WriteStream };
