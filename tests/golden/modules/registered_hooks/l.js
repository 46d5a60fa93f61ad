exports.l = 1;
