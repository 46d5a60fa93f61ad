var _a = require('./assigned.cjs');
Object.keys(_a).forEach(function (key) {
  if (key === 'default' || key === '__esModule') return;
  exports[key] = _a[key];
});
exports.own = 1;
