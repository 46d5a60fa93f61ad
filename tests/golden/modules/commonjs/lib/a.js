exports.name = 'a'; exports.dir = require('path').basename(__dirname); exports.main = require.main === module; require('./b');
