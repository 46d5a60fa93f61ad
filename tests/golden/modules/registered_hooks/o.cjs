exports.o = 1;
