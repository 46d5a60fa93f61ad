// All that is built in can be required and imported.
// stderr: ignore
const { builtinModules, isBuiltin } = require('module');
for (const name of builtinModules) {
  const prefixed = name.startsWith('node:') ? name : `node:${name}`;
  const exports = require(prefixed);
  console.log(name, isBuiltin(name), typeof exports, require(name) === exports);
}
