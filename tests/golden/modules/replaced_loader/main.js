// permissions: fs-read
// Programs that replace parts of the loader: extensions, requests, whole modules, the wrapper.
const Module = require('module');
const { readFileSync } = require('fs');

require.extensions['.up'] = function (module, filename) {
  module._compile(`module.exports = ${JSON.stringify(readFileSync(filename, 'utf8').trim().toUpperCase())}`, filename);
};
console.log(require('./lib/words.up'), require('./lib/words'));
require.extensions['.two.up'] = (module) => { module.exports = 'the longest extension wins'; };
console.log(require('./lib/more.two.up'));

const oldJs = require.extensions['.js'];
require.extensions['.js'] = function (module, filename) {
  const compile = module._compile;
  module._compile = function (code, file) {
    module._compile = compile;
    return module._compile(`${code}\nexports.added = 'by a hook';`, file);
  };
  oldJs(module, filename);
};
console.log(require('./lib/plain'));
require.extensions['.js'] = oldJs;

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, parent, isMain, options) {
  if (request === 'virtual') return request;
  return resolveFilename.call(this, request.replace(/^@\//, `${__dirname}/lib/`), parent, isMain, options);
};
require.cache.virtual = Object.assign(new Module('virtual'), { exports: 'a module that is no file', loaded: true });
console.log(require('virtual'), require('@/plain') === require('./lib/plain'));
Module._resolveFilename = resolveFilename;

const load = Module._load;
const seen = [];
Module._load = function (request, parent, isMain) {
  seen.push(request);
  if (request === 'fs') return { ...load('fs'), faked: true };
  return load.apply(this, arguments);
};
console.log(require('./lib/needs_fs'), require('fs').faked, seen);
Module._load = load;

const oldRequire = Module.prototype.require;
Module.prototype.require = function (id) {
  return id === 'given' ? 'what was given' : oldRequire.call(this, id);
};
console.log(require('given'), require('./lib/needs_given'));
Module.prototype.require = oldRequire;

const wrap = Module.wrap;
Module.wrap = (script) => wrap(`exports.wrapped = true; ${script}`);
console.log(require('./lib/wrapped'));
Module.wrap = wrap;
