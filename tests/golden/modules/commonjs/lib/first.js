exports.early = true; exports.second = require('./second'); exports.done = true;
