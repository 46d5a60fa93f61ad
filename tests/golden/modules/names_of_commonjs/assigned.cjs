exports.a = 1;
module.exports.b = 2;
exports['c-d'] = 3;
if (false) exports.missing = 4;
