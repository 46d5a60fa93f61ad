// The process object as a module: https://nodejs.org/api/process.html
'use strict';

module.exports = internalBinding('process').process;
