// An old name of util: https://nodejs.org/api/deprecations.html#DEP0025

require('process').emitWarning(
  'sys is deprecated. Use util instead.', 'DeprecationWarning', 'DEP0025');

module.exports = require('util');
