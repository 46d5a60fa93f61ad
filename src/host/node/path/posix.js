// The POSIX half of path: https://nodejs.org/api/path.html#pathposix
'use strict';

module.exports = require('path').posix;
