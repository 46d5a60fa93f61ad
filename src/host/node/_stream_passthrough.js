// The old name of `require('stream').PassThrough`. https://nodejs.org/api/stream.html

module.exports = require('stream').PassThrough;
