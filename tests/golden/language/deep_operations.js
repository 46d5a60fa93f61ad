// flags: --max-heap=2048
// timeout: 60000
// node: differs because its stack has no room for data so deep
// gc-stress: 1000 because so many objects are alive
// Operations that recurse over data end as they should, or with a RangeError that can be caught.
const attempt = (name, operation) => {
  try { console.log(name, operation()); } catch (e) { console.log(name, e.name + ': ' + e.message); }
};
const nest = (depth, wrap, value) => { for (let i = 0; i < depth; i++) value = wrap(value); return value; };

const objects = nest(100000, (nested) => ({ nested }), {});
const arrays = nest(50000, (inner) => [inner], []);
attempt('stringify', () => JSON.stringify(objects).length);
attempt('join', () => arrays.join().length);
attempt('flat', () => arrays.flat(Infinity).length);
attempt('parse', () => JSON.parse('['.repeat(100000) + ']'.repeat(100000)).length);
console.log(objects);

// Far deeper there is no room either, but for functions that were only bound again and again.
const calls = nest(1000000, (inner) => () => inner(), () => 'called');
const bound = nest(1000000, (inner) => inner.bind(null), () => 'called');
const proxies = nest(1000000, (inner) => new Proxy(inner, {}), {});
attempt('calls', calls);
attempt('bound', bound);
attempt('proxies', () => proxies.key);
attempt('in', () => 'key' in proxies);
