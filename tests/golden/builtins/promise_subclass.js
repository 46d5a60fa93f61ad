// Subclasses, species, and thenables that pretend.
class Tracked extends Promise {
  constructor(executor) { super(executor); Tracked.made++; }
  static made = 0;
}
const t = Tracked.resolve(1);
console.log(t instanceof Tracked, t.then(() => {}) instanceof Tracked, t.catch(() => {}) instanceof Tracked, t.finally(() => {}) instanceof Tracked, Tracked.made);
console.log(Tracked.reject(1).catch(() => {}) instanceof Tracked, Tracked.all([]) instanceof Tracked, Promise.resolve(t) === t, Tracked.resolve(t) === t, Tracked.resolve(Promise.resolve()) instanceof Tracked, t);
class Back extends Promise { static get [Symbol.species]() { return Promise; } }
console.log(Back.resolve(1).then(() => {}) instanceof Back, Back.resolve(1) instanceof Back);
(async () => {
  const own = async () => t;
  console.log(own() instanceof Tracked, await t, await own());
  const plain = Promise.resolve('v');
  plain.then = (ok) => ok('own then');
  console.log(await plain, await Promise.all([plain]), await new Promise((r) => r(plain)));
  const odd = Promise.resolve(2);
  odd.constructor = Tracked;
  console.log(Promise.resolve(odd) === odd, await odd);
  odd.constructor = null;
  try { odd.then(() => {}); } catch (e) { console.log(e.name); }
})();
try { class Bad extends Promise { constructor() {} } new Bad(); } catch (e) { console.log(e.name); }
try { Promise.resolve.call(class { constructor(f) { f(1, 2); f(1, 2); } }); } catch (e) { console.log(e.message); }
