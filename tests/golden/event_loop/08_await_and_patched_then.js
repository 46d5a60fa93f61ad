// await on a native promise goes past a patched `then`; adoption and the combinators use it.
const original = Promise.prototype.then;
let calls = 0;
Promise.prototype.then = function (...args) {
  calls++;
  return original.apply(this, args);
};
const count = (label) => { console.log(label, calls); calls = 0; };
(async () => {
  const p = Promise.resolve();
  await p;
  count('await');
  await new Promise((r) => r(p));
  count('adoption');
  await (async () => p)();
  count('async return');
  await Promise.all([p, p]);
  count('all of two');
  await Promise.race([p, 1]);
  count('race of two');
  await p.catch(() => {});
  count('catch');
  await p.finally(() => {});
  count('finally');
  await { then: (ok) => p.then(ok) };
  count('thenable');
  for await (const x of [p]);
  count('for await');
})();
