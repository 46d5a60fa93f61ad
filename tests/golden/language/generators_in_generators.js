// yield* over generators: what can be seen of the inner one is the same as for any iterator.
const log = [];
function* inner() {
  try {
    log.push('got ' + (yield 1));
    log.push('got ' + (yield 2));
    return 'inner result';
  } finally {
    log.push('inner ends');
  }
}
function* middle() { return yield* inner(); }
function* outer() {
  log.push('result ' + (yield* middle()));
  yield 3;
}
const show = (result) => JSON.stringify(result);

console.log([...outer()].join());
console.log(log.splice(0).join(', '));
let g = outer();
console.log(show(g.next('ignored')), show(g.next('a')), show(g.next('b')), show(g.next()), show(g.next()));
console.log(log.splice(0).join(', '));

g = outer();
g.next();
console.log(show(g.return('left')), show(g.next()));
console.log(log.splice(0).join(', '));
g = outer();
g.next();
try { g.throw(new Error('thrown in')); } catch (error) { console.log(error.message, show(g.next())); }
console.log(log.splice(0).join(', '));
for (const x of outer()) if (x === 2) break;
console.log(log.splice(0).join(', '));

// Each result is an object of its own.
g = outer();
const [first, second] = [g.next(), g.next()];
console.log(first === second, Object.keys(first).join());

// A generator that resumes itself while it runs.
let self;
function* reentrant() { yield* (function* () { yield self.next(); })(); }
self = reentrant();
try { self.next(); } catch (error) { console.log(error.message); }

// Patched methods are used.
const generatorPrototype = Object.getPrototypeOf(inner.prototype);
const { next } = generatorPrototype;
function* own() { yield 'own'; }
own.prototype.next = function (value) {
  log.push('own next');
  return next.call(this, value);
};
function* delegates() { yield* own(); }
console.log([...delegates()].join(), [...own()].join());
console.log(log.splice(0).join(', '));

// One generator for two loops.
const shared = (function* () { let n = 0; while (n < 10) yield n++; })();
function* two() { yield* shared; }
for (const x of two()) { if (x === 3) break; }
console.log([...two()].join());

const loose = { [Symbol.iterator]() { let n = 0; return { next: () => ({ get done() { log.push('done?'); return n > 1; }, value: n++ }) }; } };
function* passes() { yield* loose; }
function* passesOn() { yield* passes(); }
for (const x of passesOn()) log.push('x' + x);
console.log(log.splice(0).join(' '));

// return is looked up on the iterator; what it gives must be an object.
const closes = (function* () { yield 1; })();
Object.defineProperty(closes, 'return', { get() { log.push('get return'); return () => 'no object'; } });
try { for (const x of closes) break; } catch (error) { console.log(error.message); }
console.log(log.splice(0).join(', '));
