import "./a2.mjs"; export default 1;
