// The messages of failed assertions: short ones, differences, those taken from the text of the call.
const assert = require('assert');

function show(call) {
  try {
    call();
    console.log('passes');
  } catch (error) {
    console.log(`${error.code} ${error.operator} ${error.generatedMessage}\n${error.message}`);
  }
}
show(() => assert.ok(0));
show(() => assert(1 === 2, undefined));
show(() => assert['ok'](null));
show(() => { const a = assert.strict; if (true) { a.ok(typeof a === 'string' && ")" ); } });
show(() => assert.ok(
  false));
show(() => assert.ok());
show(() => assert(false, 'own message'));
show(() => assert.fail());
show(() => assert.fail('boom'));
const long = Array.from({ length: 40 }, (_, i) => i);
const pairs = [[1, 2], ['a', 'b'], [0, -0], [NaN, 1], ['a longer text', 'a longer texts'], ['two\nlines', 'two\nlimes'], [1, '1'], [[1, 2], [1, 3]],
  [{ a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, 3] } }], [long, long.map((n) => (n === 20 ? 'x' : n))], [{}, {}], [[], {}], [null, undefined],
  [new Map([[1, { a: 1 }]]), new Map([[1, { a: 2 }]])], [new Set([1, 2]), new Set([1, 3])], [new Date(0), new Date(1)], [/a/g, /a/i],
  [new Error('x'), new Error('y')], [() => {}, () => {}], [Symbol('s'), Symbol('s')], [10n, 10], [[1, , 3], [1, undefined, 3]], [{ a: undefined }, {}],
  [Object.create(null), {}], [new Uint8Array([1, 2]), new Uint8Array([1, 3])], [new (class A { x = 1; })(), { x: 1 }]];
for (const [actual, expected] of pairs) {
  for (const name of ['equal', 'strictEqual', 'deepEqual', 'deepStrictEqual', 'partialDeepStrictEqual']) show(() => assert[name](actual, expected));
}
for (const value of [1, 'text', [1, 2], { a: 1 }, long, () => {}]) {
  for (const name of ['notEqual', 'notStrictEqual', 'notDeepEqual', 'notDeepStrictEqual']) show(() => assert[name](value, value));
}
show(() => assert.strictEqual(1, 2, 'with a message'));
show(() => assert.equal(1, 2, new TypeError('an own error')));
show(() => assert.match('abc', /x/));
show(() => assert.match(5, /x/));
show(() => assert.doesNotMatch('abc', /b/));
show(() => assert.ifError(null));
show(() => assert.ifError(new Error('given')));
show(() => assert.ifError('text'));
show(() => new assert.Assert({ diff: 'full' }).deepStrictEqual(long, long.slice(1)));
show(() => new assert.Assert({ skipPrototype: true }).deepStrictEqual(new (class A { x = 1; })(), { x: 1 }));
