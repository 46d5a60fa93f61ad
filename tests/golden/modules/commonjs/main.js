// What a CommonJS module has in its scope, and what require makes of files, folders and cycles.
const a = require('./lib/a');
console.log(a, require('./lib/a') === a, require('./lib/a.js') === a);

console.log('-- the module object');
const child = module.children[0];
console.log(module.id, child.id.endsWith('lib/a.js'), child.loaded, child.parent === module);
console.log(module.children.length, child.children.map((it) => it.filename.split('/').pop()));
console.log(module.paths[0].endsWith('commonjs/node_modules'), child.paths[0].endsWith('lib/node_modules'));
console.log(require.main === module, child instanceof module.constructor, process.mainModule === module);
console.log(__filename === module.filename, __dirname === module.path, this === exports);
console.log(module.loaded, exports === module.exports, module.isPreloading);
exports.later = 1;

console.log('-- folders and extensions');
console.log(require('./folder'), require('./folder/'), require('./lib'), require('./lib/inner'));
console.log(require('./lib/data'), require('./lib/data.json') === require('./lib/data'));
console.log(require('./lib/text.txt'), require('./lib/bom'));

console.log('-- cycles');
const first = require('./lib/first');
console.log(first.done, first.second.seen, first.second.first === first);

console.log('-- the cache');
const name = require.resolve('./lib/count');
console.log(require('./lib/count').n, require('./lib/count').n, name in require.cache);
delete require.cache[name];
console.log(require('./lib/count').n, require.cache[name].exports.n);
require.cache[name].exports = 'replaced';
console.log(require('./lib/count'));
console.log(Object.keys(require.cache).map((file) => file.split('/').pop()).join());

console.log('-- what throws is loaded anew');
const before = module.children.length;
for (let i = 0; i < 2; i++) {
  try { require('./lib/throws'); } catch (error) { console.log(error.message); }
}
console.log(module.children.length === before, require.resolve('./lib/throws') in require.cache);

console.log('-- require');
console.log(Object.keys(require), require.length, require.name);
console.log(require.resolve('./lib/a').endsWith('/lib/a.js'), require.resolve('fs'), require.resolve('node:fs'));
console.log(require.resolve.paths('x')[0].endsWith('/node_modules'), require.resolve.paths('fs'));
console.log(require.resolve.paths('./x')[0] === __dirname);
console.log(require.resolve('./a', { paths: [__dirname + '/lib'] }).endsWith('/lib/a.js'));
console.log(Object.keys(require.extensions), module.require('./lib/a') === a);
console.log(typeof exports, typeof arguments, arguments.length, arguments[1] === require);
console.log(require('node:module') === module.constructor, require('module') === require('node:module'));
