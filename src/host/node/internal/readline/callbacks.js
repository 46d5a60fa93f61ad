// Moving a terminal's cursor.
// https://nodejs.org/api/readline.html#readlineclearlinestream-dir-callback

const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');

// Writes to a stream, if there is one; the callback is told in any case.
function send(stream, text, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (stream === null || stream === undefined || text === '') {
    if (typeof callback === 'function') require('process').nextTick(callback, null);
    return true;
  }
  return stream.write(text, callback);
}

const toPosition = (x, y) => (typeof y !== 'number' ? `\x1b[${x + 1}G` : `\x1b[${y + 1};${x + 1}H`);
const byOffset = (dx, dy) =>
  (dx < 0 ? `\x1b[${-dx}D` : dx > 0 ? `\x1b[${dx}C` : '') +
  (dy < 0 ? `\x1b[${-dy}A` : dy > 0 ? `\x1b[${dy}B` : '');
const lineText = (dir) => (dir < 0 ? '\x1b[1K' : dir > 0 ? '\x1b[0K' : '\x1b[2K');

function cursorTo(stream, x, y, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (NumberIsNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x);
  if (NumberIsNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y);
  if (stream == null || (typeof x !== 'number' && typeof y !== 'number'))
    return send(null, '', callback);
  if (typeof x !== 'number') throw new ERR_INVALID_CURSOR_POS();
  return send(stream, toPosition(x, y), callback);
}

function moveCursor(stream, dx, dy, callback) {
  return send(stream, byOffset(dx, dy), callback);
}

function clearLine(stream, dir, callback) {
  return send(stream, lineText(dir), callback);
}

function clearScreenDown(stream, callback) {
  return send(stream, '\x1b[0J', callback);
}

module.exports = {
  byOffset, clearLine, clearScreenDown, cursorTo, lineText, moveCursor, toPosition,
};
