exports.i = 1;
