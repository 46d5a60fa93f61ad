// Keys that don't keep anything alive: objects, functions, and symbols that aren't registered.
const key = {};
const symbol = Symbol('key');
const map = new WeakMap([[key, 1], [symbol, 2]]);
console.log(map.get(key), map.get(symbol), map.has({}), map.set(Math.max, key) === map, map.get(Math.max) === key);
console.log(map.delete(key), map.delete(key), map.get(key), map.get(1), map.has('x'), map.delete(null));
const set = new WeakSet([key]);
console.log(set.has(key), set.add(symbol) === set, set.has(symbol), set.delete(key), set.has(key));
const ref = new WeakRef(key);
console.log(ref.deref() === key, Object.prototype.toString.call(ref));
const registry = new FinalizationRegistry(() => {});
console.log(registry.register(key, 'held', symbol), registry.unregister(symbol), registry.unregister(symbol));
const bad = [
  () => map.set(1, 2), () => map.set(Symbol.for('x'), 2), () => set.add('x'), () => new WeakRef(1), () => WeakMap(), () => new WeakMap(1), () => new WeakMap([1]),
  () => WeakMap.prototype.get.call({}, 1), () => WeakSet.prototype.has.call(map), () => WeakRef.prototype.deref.call(set), () => new FinalizationRegistry(1),
  () => registry.register(1), () => registry.register(key, key), () => registry.register(key, 1, 5), () => registry.unregister(1),
];
for (const f of bad) { try { f(); } catch (error) { console.log(`${error.name}: ${error.message}`); } }

// A chain of values that hang on each other's keys survives as long as its first key does.
const chain = new WeakMap();
let last = key;
for (let i = 0; i < 1000; i++) { const next = { i }; chain.set(last, next); last = next; }
let count = 0;
for (let at = key; chain.has(at); at = chain.get(at)) count++;
console.log(count);
