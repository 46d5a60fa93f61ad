// debug: namespaces, formatters, and where its lines go.
process.env.DEBUG_COLORS = 'no';
process.env.DEBUG_HIDE_DATE = '1';
process.env.DEBUG = 'app:*,-app:quiet';
const debug = require('debug');

const lines = [];
debug.log = (...args) => lines.push(require('util').format(...args));
const server = debug('app:server');
const quiet = debug('app:quiet');
const other = debug('other');
console.log(server.enabled, quiet.enabled, other.enabled, debug.enabled('app:x'), server.namespace);

server('plain');
server('%s is %d years and %o or %O, %j, %%', 'Ann', 30, { a: [1, { b: 2 }] }, { c: new Map([[1, 2]]) }, { d: 1 });
server({ object: true }, 'extra', 5);
server(new Error('an error').message);
debug.formatters.h = (bytes) => Buffer.from(bytes).toString('hex');
server('bytes %h', 'abc');
quiet('nothing');
const child = server.extend('db');
child('in %s', child.namespace);
child.log = (text) => console.log('own log:', text);
child('elsewhere');
other.enabled = true;
other('switched on by hand');

debug.enable('other,third:*');
console.log(server.enabled, other.enabled, debug('third:a').enabled);
console.log(JSON.stringify(debug.disable()), debug('third:a').enabled);
debug.enable('*');
debug('any')('multi\nline');
console.log(lines.map((line) => line.replace(/\+\d+m?s/, '+0ms')));
console.log(debug.humanize(90000), debug.coerce(new Error('stack')).split('\n')[0], typeof debug.selectColor('x'), debug.colors.length > 5);

debug.log = (...args) => console.error(...args);
debug.inspectOpts.hideDate = true;
debug('app:stderr')('goes to standard error');
