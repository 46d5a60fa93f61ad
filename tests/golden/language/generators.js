// A generator function makes an iterator that runs until the next yield.
function* count(n) {
  console.log('started');
  for (let i = 0; i < n; i++) {
    const got = yield i;
    if (got) console.log('got', got);
  }
  return 'end';
}
const g = count(2);
console.log('nothing ran yet');
console.log(g.next('lost'), g.next('hello'), g.next(), g.next());
console.log([...count(3)]);

// Lazy and endless.
function* naturals() { let n = 0; while (true) yield n++; }
function* take(n, it) { let i = 0; if (n > 0) for (const x of it) { yield x; if (++i >= n) return; } }
function* map(f, it) { for (const x of it) yield f(x); }
console.log([...take(5, map((x) => x * x, naturals()))]);

// yield in every place.
function* places() {
  const a = [yield 1, ...(yield 2)];
  const o = { [yield 3]: yield 4 };
  const t = `${yield 5}|${yield 6}`;
  const c = (yield 7) ? yield 8 : yield 9;
  f(yield 10, yield 11);
  if (yield 12) return [a, o, t, c, (yield, yield 13)];
  function f(...args) { console.log(args); }
}
const p = places();
let step = p.next();
const inputs = ['A', ['B', 'C'], 'key', 'val', 't1', 't2', 0, 'nine', 'x', 'y', true, 'un', 'last'];
const yields = [];
for (const v of inputs) { yields.push(step.value); step = p.next(v); }
console.log(yields.join(' '), JSON.stringify(step));

// Objects, classes, this, arguments, new.
const o = { *m() { yield this === o; yield arguments.length; } };
console.log([...o.m(1, 2)], Object.prototype.toString.call(g), g[Symbol.iterator]() === g);
try { new count(); } catch (e) { console.log(e.message); }
function* self() { it.next(); yield; }
const it = self();
try { it.next(); } catch (e) { console.log(e.message); }
console.log(it.next());
