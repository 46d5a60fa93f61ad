// A plain file is a CommonJS module: a function with five parameters.
var top = 1;
function fn() {}
implicit = 2;
console.log(globalThis.top, globalThis.fn, globalThis.implicit);
console.log(this === module.exports, exports === module.exports, this === exports);
console.log(arguments.length, arguments[0] === exports, arguments[2] === module, typeof arguments[1]);
console.log(typeof require, typeof __filename, typeof __dirname, __filename.endsWith('commonjs_scope.js'), __filename.startsWith(__dirname));
exports.x = 1;
console.log(module.exports);
if (true) return;
console.log('never: a module may return');
