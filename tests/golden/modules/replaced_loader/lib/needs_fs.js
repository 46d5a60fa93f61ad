module.exports = require('fs').faked;
