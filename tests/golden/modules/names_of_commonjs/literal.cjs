const a = 1, c = 2; module.exports = { a, 'b': a, c, ...{ d: 4 }, e: c };
