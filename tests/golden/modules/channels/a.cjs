require("./d.cjs");
