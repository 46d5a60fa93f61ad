exports.own = 1;
