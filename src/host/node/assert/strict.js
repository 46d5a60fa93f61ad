// https://nodejs.org/api/assert.html#strict-assertion-mode

module.exports = require('assert').strict;
