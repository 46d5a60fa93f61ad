import './waits.mjs'; export const x = 1;
