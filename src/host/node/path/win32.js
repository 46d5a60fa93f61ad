// The Windows half of path: https://nodejs.org/api/path.html#pathwin32
'use strict';

module.exports = require('path').win32;
