// The POSIX half of path: https://nodejs.org/api/path.html#pathposix

module.exports = require('path').posix;
