// The Windows half of path: https://nodejs.org/api/path.html#pathwin32

module.exports = require('path').win32;
