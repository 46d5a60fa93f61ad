// The stack names functions and places; methods, constructors and async functions have their forms.
const lines = (e) => console.log(e.stack.split('\n').filter((l) => !l.includes('node:')).map((l) => l.replace(__dirname + '/', '')).join('\n'));
function inner() { return new Error('deep'); }
function outer() { return inner(); }
lines(outer());
const o = { method() { return new Error('in a method'); }, arrow: () => new Error('in an arrow'), get g() { return new Error('in a getter'); } };
lines(o.method());
lines(o.arrow());
lines(o.g);
class K {
  constructor(throws) { if (throws) this.e = new TypeError('in a constructor'); }
  m() { return new Error('in a class method'); }
  static s() { return new Error('in a static method'); }
}
lines(new K(true).e);
lines(new K().m());
lines(K.s());
lines([1].map(() => new Error('in a callback'))[0]);
lines((() => new Error('anonymous'))());
lines((function* gen() { yield new Error('in a generator'); })().next().value);
(async function first() { await null; await second(); })();
async function second() { await null; lines(new Error('after await')); }
setTimeout(function later() { lines(new Error('in a timer')); }, 1);
