// yield* hands everything on to another iterator.
function* inner() {
  try {
    const got = yield 'i1';
    console.log('inner got', got);
    yield 'i2';
  } catch (e) {
    console.log('inner caught', e);
    yield 'i recovered';
  } finally {
    console.log('inner finally');
  }
  return 'inner result';
}
function* outer() {
  yield 'o1';
  const r = yield* inner();
  console.log('outer has', r);
  yield 'o2';
}
console.log([...outer()]);
let it = outer();
console.log(it.next(), it.next(), it.next('sent'), it.next(), it.next());
it = outer(); it.next(); it.next();
console.log(it.throw('T'), it.next());
it = outer(); it.next(); it.next();
console.log(it.return('R'), it.next());

// Any iterable; results of a plain iterator are passed on as they are.
function* many() { yield* 'ab'; yield* [1, 2]; yield* new Set(['s']); return yield* []; }
console.log([...many()]);
const raw = { value: 'v', done: false, extra: 'kept' };
function* passes() { yield* { [Symbol.iterator]: () => ({ next: () => raw }) }; }
console.log(passes().next() === raw);

// A missing throw closes the iterator and is a TypeError; a missing return is fine.
const bare = { [Symbol.iterator]() { return this; }, next: () => ({ value: 1, done: false }) };
function* d(x) { yield* x; }
it = d(bare); it.next();
try { it.throw('T'); } catch (e) { console.log(e.message); }
it = d(bare); it.next();
console.log(it.return('R'));
it = d({ ...bare, return() { console.log('closing'); return {}; } }); it.next();
try { it.throw('T'); } catch (e) { console.log(e.name); }

// Recursive delegation: a walk over a tree.
function* walk(t) { if (t) { yield* walk(t.l); yield t.v; yield* walk(t.r); } }
console.log([...walk({ v: 4, l: { v: 2, l: { v: 1 }, r: { v: 3 } }, r: { v: 5 } })].join());
