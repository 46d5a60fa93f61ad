// lodash: arrays, collections, objects, strings, functions, chains.
const _ = require('lodash');

const users = [
  { user: 'barney', age: 36, active: true, tags: ['a', 'b'] },
  { user: 'fred', age: 40, active: false, tags: ['b'] },
  { user: 'pebbles', age: 1, active: true, tags: [] },
];

console.log(_.chunk([1, 2, 3, 4, 5], 2), _.compact([0, 1, false, 2, '', 3]), _.difference([2, 1], [2, 3]));
console.log(_.flattenDeep([1, [2, [3, [4]], 5]]), _.zipObjectDeep(['a.b[0].c', 'a.b[1].d'], [1, 2]));
console.log(_.sortedUniq([1, 1, 2]), _.unionBy([2.1], [1.2, 2.3], Math.floor), _.xor([2, 1], [2, 3]));
console.log(_.groupBy(users, 'active'), _.keyBy(users, 'user').fred.age, _.countBy([6.1, 4.2, 6.3], Math.floor));
console.log(_.orderBy(users, ['active', 'age'], ['asc', 'desc']).map((u) => u.user), _.partition(users, 'active').map((p) => p.length));
console.log(_.find(users, { age: 1, active: true }).user, _.filter(users, ['active', false]).length, _.map(users, 'tags[0]'));
console.log(_.reduce({ a: 1, b: 2, c: 1 }, (result, value, key) => {
  (result[value] ||= []).push(key);
  return result;
}, {}));
console.log(_.get({ a: [{ b: { c: 3 } }] }, 'a[0].b.c'), _.get({}, 'a.b', 'default'), _.set({}, ['x', '0', 'y'], 1));
console.log(_.merge({ a: [{ b: 2 }, { d: 4 }] }, { a: [{ c: 3 }, { e: 5 }] }), _.defaultsDeep({ a: { b: 2 } }, { a: { b: 1, c: 3 } }));
console.log(_.pick({ a: 1, b: '2', c: 3 }, ['a', 'c']), _.omitBy({ a: 1, b: '2' }, _.isNumber), _.invert({ a: 1, b: 2 }));
console.log(_.mapValues(users[0], (v) => typeof v), _.mapKeys({ a: 1 }, (v, k) => k + v), _.transform([2, 3], (acc, n) => acc.push(n * n), []));

const original = { date: new Date(0), re: /x/gi, map: new Map([[1, { a: 1 }]]), set: new Set([1]), bytes: new Uint8Array([1, 2]), sym: { [Symbol.for('s')]: 1 }, nested: { list: [1, { deep: true }] } };
original.self = original;
const clone = _.cloneDeep(original);
console.log(clone, clone.map.get(1) !== original.map.get(1), clone.self === clone, _.isEqual(clone, original));
console.log(_.isEqual(new Map([[{}, 1]]), new Map([[{}, 1]])), _.isMatch(users[0], { age: 36 }), _.isEqualWith(['hi'], ['hello'], () => true));
console.log([_.isPlainObject({}), _.isPlainObject(new Date()), _.isArguments((function () { return arguments; })()), _.isBuffer(Buffer.alloc(1)), _.isError(new RangeError('x')), _.isNative(Map)]);

for (const text of ['Foo Bar', '--foo-bar--', '__FOO_BAR__', 'fooBarBaz42qux', 'éàü straße']) {
  console.log([_.camelCase(text), _.kebabCase(text), _.snakeCase(text), _.startCase(text), _.deburr(text), _.words(text).join('|')]);
}
console.log(_.truncate('hi-diddly-ho there, neighborino', { length: 24, separator: /,? +/ }), _.padStart('7', 3, '0'), _.escape('<a href="x">&</a>'), _.unescape('&lt;b&gt;'));
const compiled = _.template('<% _.forEach(users, function(user) { %><li><%- user %></li><% }); %> ${ users.length } <%= typeof print %>', { sourceURL: 'lodash/list' });
console.log(compiled({ users: ['fred', '<b>'] }), compiled.source.length > 100);
try {
  _.template('<%= missing %>')({});
} catch (error) {
  console.log(String(error));
}

const add = _.curry((a, b, c) => a + b + c);
console.log(add(1)(2)(3), add(1, 2)(3), add(_, 2)(1, 3), _.flow([_.add, (n) => n * n])(1, 2), _.partialRight((a, b) => [a, b], 'b')('a'));
const once = _.once(() => console.log('once'));
once();
once();
const memo = _.memoize((o) => o.a);
console.log(memo({ a: 1 }), memo.cache.size, _.range(0, -4, -1), _.times(3, _.constant(1)), _.inRange(3, 2, 4), _.clamp(-10, -5, 5));
console.log(_(users).chain().filter('active').sortBy('age').map((u) => _.pick(u, 'user')).take(1).value());
const wrapped = _([1, 2, 3, 4, 5, 6]).map((n) => n * n).filter((n) => n % 2 === 0).reverse();
console.log(wrapped.first(), wrapped.size(), wrapped.toString(), JSON.stringify(wrapped), [...wrapped]);
console.log(_.sum([4, 2]), _.meanBy(users, 'age'), _.maxBy(users, 'age').user, _.round(4.006, 2), _.sumBy([{ n: 4 }], 'n'), _.toPath('a[0].b["c"]'));
console.log(_.uniqueId('id_'), _.uniqueId('id_'), _.VERSION.split('.')[0], _.attempt(() => { throw new Error('kept'); }).message);

const calls = [];
const debounced = _.debounce((x) => calls.push(['debounced', x]), 20, { leading: true });
debounced(1);
debounced(2);
const throttled = _.throttle((x) => calls.push(['throttled', x]), 20);
throttled(1);
throttled(2);
_.defer((text) => console.log('deferred', text), 'x');
_.delay(() => console.log(calls, debounced.flush()), 90);
