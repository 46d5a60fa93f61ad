// for-of walks iterators, and closes them when the loop ends early.
function tracked(n) {
  let i = 0;
  return {
    [Symbol.iterator]() { return this; },
    next() { return { value: i, done: i++ >= n }; },
    return(v) { console.log('closed'); return {}; },
  };
}
for (const x of tracked(2)) console.log(x);
console.log('ran out: not closed');

for (const x of tracked(2)) break;
outer: for (const a of [1]) for (const x of tracked(2)) continue outer;
(function () { for (const x of tracked(2)) return; })();
try { for (const x of tracked(2)) throw new Error('from the body'); } catch (e) { console.log(e.message); }

// An error from next() doesn't close; one from return() replaces a break, not a throw.
const bad = (methods) => ({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), ...methods }) });
const attempt = (f) => { try { f(); } catch (e) { console.log(e.name, e.message); } };
attempt(() => { for (const x of bad({ next() { throw new Error('next'); }, return() { console.log('never'); } })); });
attempt(() => { for (const x of bad({ return() { throw new Error('return'); } })) break; });
attempt(() => { for (const x of bad({ return() { throw new Error('return'); } })) throw new Error('body'); });
attempt(() => { for (const x of bad({ return() { return 1; } })) break; });
attempt(() => { for (const x of bad({ next() { return 1; } })); });
attempt(() => { for (const x of 5); });

// Arrays may change on the way; the length is looked at each time.
const grow = [1, 2];
for (const x of grow) { if (grow.length < 5) grow.push(x * 10); }
console.log(grow.join());
for (const c of 'a😀b') console.log(c.length);

// The head: var, let, const, patterns, members, `of` and `async` as names.
const o = {};
for (o.last of [1, 2]);
for (var [k, v] of Object.entries({ key: 'value' }));
console.log(o.last, k, v);
for (let of of [1]) console.log(of);
