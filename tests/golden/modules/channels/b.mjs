import "./c.mjs"; await import("./c.mjs");
