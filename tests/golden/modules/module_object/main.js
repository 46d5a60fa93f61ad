// The module 'module', and modules as they are printed.
const Module = require('module');
// Without the folders above this one.
const { inspect } = require('util');
const here = (text) => text.split('\n').filter((line) => !line.includes("node_modules'")).join('\n').replaceAll(__dirname, '/here');
console.log(here(inspect(module)));
console.log(new Module('made', module), new Module('/a/b').path, module.children.length);
console.log(Object.keys(Module), Object.getOwnPropertyNames(Module.prototype));
console.log(Module.length, Module.name, Module.Module === Module, Module.prototype === Object.getPrototypeOf(module));
for (const name of ['_load', '_resolveFilename', '_findPath', '_nodeModulePaths', '_resolveLookupPaths', 'createRequire', 'isBuiltin', 'findPackageJSON', 'register', 'syncBuiltinESMExports', 'wrap']) {
  console.log(name, typeof Module[name], Module[name].length, Module[name].name);
}
console.log(Module.builtinModules.length, Module.builtinModules.includes('fs'), Module.builtinModules.includes('node:test'));
console.log(['fs', 'node:fs', 'test', 'node:test', 'wss', 'fs/promises', 'node:x'].map(Module.isBuiltin));
console.log(Module.wrap('text'), Module.wrapper);
console.log(Module._nodeModulePaths('/a/node_modules/b/c'), Module._nodeModulePaths('/'));
console.log(Module._resolveLookupPaths('./x', module)[0] === __dirname, Module._resolveLookupPaths('package', module).slice(0, module.paths.length).join() === module.paths.join(), Module._resolveLookupPaths('fs', module));
console.log(Module._findPath('./data', [__dirname]).endsWith('/data.json'), Module._findPath('./nothing', [__dirname]));
console.log(Module._resolveFilename('./data', module).endsWith('/data.json'));

console.log('-- createRequire');
const { pathToFileURL } = require('url');
for (const from of [__filename, __dirname + '/', pathToFileURL(__filename).href, pathToFileURL(__filename)]) {
  const other = Module.createRequire(from);
  console.log(other('./data'), other.resolve('./data') === require.resolve('./data'), Object.keys(other));
}
for (const from of ['./x', '', undefined, 1, {}, 'http://x/']) {
  try { Module.createRequire(from); } catch (error) { console.log(error.name, error.code, error.message); }
}

console.log('-- package.json');
const file = require('path').basename;
console.log(file(Module.findPackageJSON('./data.json', __filename)), file(Module.findPackageJSON('..', __dirname + '/inner/x.js')));
for (const specifier of ['nothing', './nothing']) {
  try { Module.findPackageJSON(specifier, __filename); } catch (error) { console.log(error.code, error.message); }
}

console.log('-- compiling by hand');
const made = new Module('made.js', module);
made.filename = __dirname + '/made.js';
made.paths = [];
console.log(made._compile('exports.sum = 1 + 2; exports.at = [__filename === module.filename, require.main === module.parent]; return "result"', made.filename), made.exports);
try { made._compile('let x = ;', '/made/up.js'); } catch (error) { console.log(error.stack.split('\n').slice(0, 5).join('\n')); }
console.log(Module.constants, Module.getSourceMapsSupport());
