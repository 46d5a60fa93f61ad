// .mjs is always a module.
console.log(typeof require, typeof module, typeof this, typeof import.meta);
