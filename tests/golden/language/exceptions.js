// Anything can be thrown; catch binds it, or not at all.
for (const v of [1, 'text', null, undefined, { o: 1 }, new Error('error'), Symbol('s')]) {
  try { throw v; } catch (e) { console.log(typeof e, e === v); }
}
try { throw 1; } catch { console.log('no binding'); }

// The catch parameter is local, can be a pattern and can be shadowed by var.
const e = 'outside';
try { throw 'inside'; } catch (e) { console.log(e); }
console.log(e);
try { throw [1, { two: 2 }]; } catch ([one, { two }]) { console.log(one, two); }

// Unwinding through several calls, catching and throwing again.
function deep(n) { if (n === 0) throw new RangeError('bottom'); deep(n - 1); }
try {
  try { deep(50); } catch (e) { e.message += ', seen'; throw e; }
} catch (e) {
  console.log(e.name, e.message);
}

// An error in a catch block, a finally that still runs.
const log = [];
try {
  try { throw 'first'; } catch (e) { log.push(e); throw 'second'; } finally { log.push('finally'); }
} catch (e) {
  log.push(e);
}
console.log(log.join(' '));

// From getters, conversions, constructors, callbacks.
const sources = {
  getter: () => ({ get x() { throw 'getter'; } }).x,
  valueOf: () => +{ valueOf() { throw 'valueOf'; } },
  constructor: () => new (class { constructor() { throw 'constructor'; } })(),
  callback: () => [1, 2].forEach((x) => { if (x === 2) throw 'callback'; }),
  template: () => `${{ toString() { throw 'template'; } }}`,
  default: () => ((a = (() => { throw 'default'; })()) => a)(),
};
for (const name in sources) { try { sources[name](); } catch (thrown) { console.log(thrown === name); } }
