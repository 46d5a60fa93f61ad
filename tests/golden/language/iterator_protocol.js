// Anything with a [Symbol.iterator]() that returns a { next() } can be iterated.
class Range {
  constructor(from, to) { this.from = from; this.to = to; }
  [Symbol.iterator]() {
    let at = this.from;
    const { to } = this;
    return { next: () => (at <= to ? { value: at++, done: false } : { value: undefined, done: true }) };
  }
}
const r = new Range(1, 4);
console.log([...r], Math.max(...r), Array.from(r, (x) => x * x), new Set(r).size);
const [first, ...rest] = r;
console.log(first, rest);

// next is read once; done and value are read at each step, value only if not done.
const log = [];
const spy = {
  [Symbol.iterator]() {
    let n = 0;
    return {
      get next() {
        log.push('get next');
        return () => ({ get done() { log.push('done'); return n++ >= 2; }, get value() { log.push('value'); return n; } });
      },
    };
  },
};
for (const x of spy) log.push('body ' + x);
console.log(log.join(', '));

// Built-in iterators: own prototypes, next by hand, iterable themselves.
const it = ['a', 'b'][Symbol.iterator]();
console.log(it.next(), it.next(), it.next(), it.next());
console.log(it[Symbol.iterator]() === it, Object.prototype.toString.call(it), String(new Map().entries()), String(''[Symbol.iterator]()));
const half = [1, 2, 3].values();
half.next();
console.log([...half], [...half]);
console.log([...['x', 'y'].entries()].join(' '), [...['x', 'y'].keys()]);

// Who asks for an iterator, and what they say if there is none.
for (const f of [() => [...5], () => new Map([1]), () => new Set(5), () => Array.from(5), () => { const [a] = {}; },
  () => { for (const x of { [Symbol.iterator]: 1 }); }, () => { for (const x of { [Symbol.iterator]: () => 1 }); }, () => { [] = null; }]) {
  try { console.log('fine', f()); } catch (e) { console.log(e.message); }
}
