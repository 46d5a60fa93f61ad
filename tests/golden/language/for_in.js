// for-in visits enumerable string keys, own ones first, then the prototypes', each once.
const proto = { inherited: 1, shadowed: 1 };
const o = Object.create(proto, { hidden: { value: 1, enumerable: false }, shadowed: { value: 2, enumerable: false } });
o.b = 1; o[2] = 1; o.a = 1; o[1] = 1; o[Symbol('s')] = 1;
const keys = [];
for (const k in o) keys.push(k);
console.log(keys.join());

// Deleted before being reached: not visited. Added: not here.
const d = { a: 1, b: 2, c: 3 };
const seen = [];
for (const k in d) { seen.push(k); delete d.b; d.z = 1; }
console.log(seen.join());

// Arrays and strings give indices as strings; null and undefined nothing.
for (const i in ['x', , 'z']) console.log(typeof i, i);
for (const i in 'hi') console.log(i);
for (const i in null) console.log('never');
for (const i in undefined) console.log('never');

// The head may be any target.
const target = {};
for (target.key in { first: 1, last: 1 });
for (var v in { vv: 1 });
let w;
for (w in { ww: 1 });
console.log(target.key, v, w);
for (const { length } in { four: 1 }) console.log(length);

// An initialiser, kept for old scripts.
for (var old = 'unused' in {});
console.log(old);

// continue, break, and the result of methods that return objects.
outer: for (const a in { p: 1, q: 1, r: 1 }) {
  for (const b in { 1: 1, 2: 1 }) {
    if (a === 'q') continue outer;
    if (a === 'r') break outer;
    console.log(a + b);
  }
}
