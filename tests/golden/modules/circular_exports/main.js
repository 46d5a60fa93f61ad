// A name that isn't exported yet, looked at in a cycle, is warned of.
const a = require('./a');
console.log(a.b, Object.getPrototypeOf(a) === Object.prototype);
