module.exports = function b() {};
