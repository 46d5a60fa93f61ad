import "./slow2.mjs";
