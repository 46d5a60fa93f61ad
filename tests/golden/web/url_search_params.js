// URLSearchParams: made of anything, changed, iterated over while it changes, shown.
const log = (init) => console.log(new URLSearchParams(init));
for (const init of [
  undefined, null, '', '?a=1&b=2', '??a', 'a=b=c&d&&e=%41%zz+%ff', '\ud800=\udfff', 5, [], [['a', 1], ['b', 2]],
  [new Set(['x', 'y'])], new Map([['m', 1]]), { a: 1, b: [2, 3] }, { '\ud800': 1, '\ufffd': 2 }, () => {},
  new URLSearchParams('copy=1'), new URLSearchParams('a=1&a=2').entries(),
]) log(init);

const params = new URLSearchParams('b=2&a=1&b=3&c=4');
console.log(params.get('b'), params.get('x'), params.getAll('b'), params.has('b', '3'), params.has('b', 4), params.size);
params.set('b', 9);
params.append('ä ö', '&=+%');
console.log(`${params}`);
params.delete('b', 8);
params.delete('c', '4');
params.delete('a', undefined);
console.log(params.toString());
const sorted = new URLSearchParams([['\uffff', 1], ['\ud83d\ude00', 2], ['b', 3], ['a', 4], ['b', 5]]);
sorted.sort();
console.log([...sorted.values()].join());

const live = new URLSearchParams('a=1&b=2&c=3');
for (const [name] of live) {
  console.log(name);
  live.delete(name);
}
live.forEach(function(value, name, all) { console.log(value, name, all === live, this.self); }, { self: true });
const iterator = new URLSearchParams('a=1&b=2').entries();
console.log(iterator, iterator.next(), iterator, iterator[Symbol.iterator]() === iterator);
console.log(new URLSearchParams('k=v').keys(), new URLSearchParams('k=v').values(), `${iterator}`);
const prototype = Object.getPrototypeOf(iterator);
console.log(Reflect.ownKeys(prototype), Object.getPrototypeOf(prototype) === Iterator.prototype);
console.log(URLSearchParams.prototype[Symbol.iterator] === URLSearchParams.prototype.entries);

const long = 'x'.repeat(50);
console.log(new URLSearchParams({ a: long, b: long }), { nested: { in: { object: new URLSearchParams('a=1') } } });
console.log([[[[new URLSearchParams('a=1')]]]], URLSearchParams, URLSearchParams.prototype);
class Own extends URLSearchParams {}
console.log(new Own('a=1'), Object.keys(params), Object.prototype.toString.call(params));
