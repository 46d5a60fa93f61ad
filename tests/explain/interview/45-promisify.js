const { promisify } = require('util');
const bake = (what, done) => setTimeout(done, 5, null, `${what} is done`);

bake('bread', (error, text) => console.log(text));
promisify(bake)('cake').then((text) => console.log(text));
