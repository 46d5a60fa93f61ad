// The reporters, over events that are made up.
const { tap, dot, spec } = require('node:test/reporters');
const { Readable } = require('node:stream');

const failed = Object.assign(new Error('failed', { cause: Object.assign(new TypeError('of code'), { stack: 'TypeError: of code\n    at file:1:1' }) }), {
  code: 'ERR_TEST_FAILURE', failureType: 'testCodeFailure',
});
const place = { file: `${process.cwd()}/a.js`, line: 1, column: 2 };
const events = [
  ['test:start', { name: 'first # one', nesting: 0 }],
  ['test:pass', { name: 'first # one', nesting: 0, testNumber: 1, details: { duration_ms: 1.5, type: 'test' } }],
  ['test:start', { name: 'second', nesting: 0 }],
  ['test:start', { name: 'inner', nesting: 1 }],
  ['test:fail', { name: 'inner', nesting: 1, testNumber: 1, details: { duration_ms: 1, type: 'test', error: failed }, ...place }],
  ['test:plan', { nesting: 1, count: 1 }],
  ['test:pass', { name: 'second', nesting: 0, testNumber: 2, skip: 'why', details: { duration_ms: 2, type: 'suite' } }],
  ['test:diagnostic', { nesting: 0, message: 'note', level: 'info' }],
  ['test:stdout', { message: 'out\n' }],
  ['test:start', { name: 'third', nesting: 0 }],
  ['test:pass', { name: 'third', nesting: 0, testNumber: 3, todo: true, details: { duration_ms: 2 } }],
  ['test:plan', { nesting: 0, count: 3 }],
].map(([type, data]) => ({ type, data }));

(async () => {
  for await (const text of tap(events)) process.stdout.write(text.replaceAll(process.cwd(), ''));
  for await (const text of dot(events)) process.stdout.write(String(text));
  for await (const text of Readable.from(events).compose(spec())) process.stdout.write(String(text));
})();
