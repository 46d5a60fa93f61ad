// Fields of property descriptors on Object.prototype break no module of the host's.
const { builtinModules } = require('module');

for (const field of ['get', 'set', 'value', 'writable', 'enumerable', 'configurable']) {
  const value = field === 'get' || field === 'set' ? () => 'patched' : true;
  Object.defineProperty(Object.prototype, field, { value, configurable: true, writable: true });
  const failed = [];
  for (const name of builtinModules.filter((name) => !/^_|^(punycode|sys|wasi)$/.test(name))) {
    try {
      require(name);
    } catch (error) {
      failed.push(`${name}: ${error.message}`);
    }
  }
  let own;
  try {
    own = Object.defineProperty({}, 'x', { [field]: value }).x;
  } catch (error) {
    own = error.message;
  }
  delete Object.prototype[field];
  console.log(field, failed, own);
}
