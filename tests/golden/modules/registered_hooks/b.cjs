exports.b = require("./b2.cjs");
