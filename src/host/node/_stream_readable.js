// The old name of `require('stream').Readable`. https://nodejs.org/api/stream.html

module.exports = require('stream').Readable;
