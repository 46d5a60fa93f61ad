module.exports = require('given');
