// Every operation on a proxy goes to the trap of its name.
const log = [];
const handler = new Proxy({}, { get: (_, trap) => (log.push(trap), undefined) });
const target = { a: 1, get b() { return this === proxy ? 'proxy' : 'target'; } };
const proxy = new Proxy(target, handler);
function traps(what, run) { log.length = 0; const result = run(); console.log(what, result, log.join()); }
traps('get', () => proxy.a + proxy.b);
traps('set', () => (proxy.c = 3));
traps('has', () => 'c' in proxy);
traps('delete', () => delete proxy.c);
traps('keys', () => Object.keys(proxy).join());
traps('for in', () => { const keys = []; for (const key in proxy) keys.push(key); return keys.join(); });
traps('spread', () => Object.keys({ ...proxy }).join());
traps('hasOwn', () => Object.hasOwn(proxy, 'a'));
traps('defineProperty', () => Object.defineProperty(proxy, 'd', { value: 1, configurable: true }) === proxy);
traps('prototype', () => Object.getPrototypeOf(proxy) === Object.prototype);
traps('setPrototypeOf', () => Object.setPrototypeOf(proxy, null) === proxy);
traps('seal', () => Object.isSealed(Object.seal(proxy)));
traps('freeze', () => Object.isFrozen(Object.freeze(proxy)));

const callable = new Proxy(function f(...args) { return new.target ? { args } : args.length; }, {
  apply: (f, self, args) => ['apply', self, f(...args)],
  construct: (f, args, newTarget) => ({ made: args, same: newTarget === callable }),
});
console.log(typeof callable, callable.call('self', 1, 2), new callable(3));
const inherits = Object.create(new Proxy({}, { get: (_, key, receiver) => [key, receiver === inherits], set: (_, key, value) => Reflect.set({}, key, value) }));
console.log(inherits.x);
inherits.y = 1;
console.log(Object.keys(inherits).length, Array.isArray(new Proxy([], {})), Object.prototype.toString.call(new Proxy([], {})));

const { proxy: gone, revoke } = Proxy.revocable(function () {}, {});
revoke(); revoke();
for (const use of [() => gone.x, () => gone(), () => new gone(), () => Object.keys(gone), () => Array.isArray(gone), () => delete gone.x]) {
  try { use(); } catch (error) { console.log(error.message); }
}
console.log(typeof gone);
