import "./failing2.mjs";
