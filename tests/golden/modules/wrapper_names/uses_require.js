const module = 1; require("path");
