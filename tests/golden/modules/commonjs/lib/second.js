exports.first = require('./first'); exports.seen = Object.keys(exports.first).join();
