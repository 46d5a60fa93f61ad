// https://nodejs.org/api/assert.html#strict-assertion-mode
'use strict';

module.exports = require('assert').strict;
