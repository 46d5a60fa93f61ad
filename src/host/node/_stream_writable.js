// The old name of `require('stream').Writable`. https://nodejs.org/api/stream.html

module.exports = require('stream').Writable;
