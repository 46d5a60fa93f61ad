// What modules have that reach outside of the process: their names, in order, and of functions those.
const modules = [
  'child_process', 'cluster', 'dgram', 'dns', 'dns/promises', 'fs/promises', 'http', 'http2', 'https',
  'net', 'repl', 'tls', 'trace_events', 'wasi', 'zlib', '_http_agent', '_http_client',
  '_http_common', '_http_incoming', '_http_outgoing', '_http_server', '_tls_common', '_tls_wrap',
];
process.noDeprecation = true;
process.emitWarning = () => {};
for (const name of modules) {
  const module = require(name);
  const keys = Object.getOwnPropertyNames(module).map((key) => {
    const value = module[key];
    return typeof value === 'function' ? `${key}: ${value.name}/${value.length}` : key;
  });
  console.log(name, keys.join(', '));
}
console.log(require('zlib').constants, require('zlib').codes);
console.log(require('tls').DEFAULT_CIPHERS === require('constants').defaultCipherList);
const fs = require('fs');
console.log(fs.F_OK, fs.R_OK, fs.W_OK, fs.X_OK);
console.log(Object.keys(require('v8').Serializer.prototype));
console.log(Object.keys(require('v8').Deserializer.prototype));
