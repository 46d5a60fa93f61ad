const a = require('./a'); module.exports = { early: a.early, late: a.late, mark: a.__esModule };
