import "./b.cjs"; import "./h2.cjs"; export default 2;
