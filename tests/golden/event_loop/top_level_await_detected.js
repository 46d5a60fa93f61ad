// A .js file with a top-level await is a module.
console.log(typeof require, this, typeof module);
const v = await new Promise((r) => setImmediate(r, 'value'));
console.log(v);
