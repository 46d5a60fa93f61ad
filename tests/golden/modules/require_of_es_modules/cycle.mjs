import './cycle.cjs'; export default 1;
