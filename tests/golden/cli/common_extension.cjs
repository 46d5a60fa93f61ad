// .cjs is never a module.
console.log(typeof require, typeof module, this === module.exports);
