// The old name of `require('stream').Transform`. https://nodejs.org/api/stream.html

module.exports = require('stream').Transform;
