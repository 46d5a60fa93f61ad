// Streams as sockets: https://nodejs.org/api/deprecations.html#DEP0125. The class is there, and says that
// it isn't supported when it is used.

const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');

class JSStreamSocket {
  constructor(stream) {
    throw new ERR_METHOD_NOT_IMPLEMENTED('new JSStreamSocket()');
  }
  static get StreamWrap() {
    return JSStreamSocket;
  }
}

require('process').emitWarning(
  'The _stream_wrap module is deprecated.', 'DeprecationWarning', 'DEP0125');
module.exports = JSStreamSocket;
