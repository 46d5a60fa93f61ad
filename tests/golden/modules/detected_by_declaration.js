// A file whose own variables would clash with those of a CommonJS module is an ES module too.
const module = { name: 'mine' };
let __dirname = 'here';
class exports {}
console.log(module, __dirname, exports, typeof require, this);
