// Functions as targets and keys of what is weak.
const indirect = eval;
const reference = new WeakRef(indirect('(function held() { return "still here" })'));
const registry = new FinalizationRegistry(text => { throw new Error('not reached in this program: ' + text); });
const map = new WeakMap();
const keys = [];
for (let i = 0; i < 30; i++) {
  const key = new Function(`return "key ${i}"`);
  map.set(key, indirect(`() => "value ${i}"`));
  if (i % 10 === 0) keys.push(key);
}
const kept = indirect('(function kept() {})');
registry.register(kept, 'kept', kept);
for (let i = 0; i < 40; i++) indirect(`function filler${i % 3}() { return ${i} }`);
console.log(reference.deref().name, reference.deref()());
console.log(keys.map(key => [key(), map.get(key)()].join(' -> ')));
console.log(registry.unregister(kept), map.has(kept));
const bound = indirect('(function (a, b) { return eval("[this.x, a, b]") })').bind({ x: 1 }, 2);
const proxy = new Proxy(new Function('return "through a proxy"'), {});
const accessor = Object.defineProperty({}, 'p', { get: indirect('() => eval("\'a getter\'")'), configurable: true });
for (let i = 0; i < 40; i++) new Function(`return ${i}`)();
console.log(bound(3), proxy(), accessor.p);
