// The old name of `require('stream').Duplex`. https://nodejs.org/api/stream.html

module.exports = require('stream').Duplex;
