require("./f2.cjs"); require("os");
