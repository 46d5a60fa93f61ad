// gc-stress: 7 because nearly every step allocates
// Every method of arrays on random dense, holey, array-like and inheriting receivers.
// The last number on each line is a hash of all results so far.
let seed = 99; const rnd = (n) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return (seed >>> 8) % n; };
const show = (a) => { let r = []; for (let i = 0; i < a.length; i++) r.push(i in a ? String(a[i]) : '_'); return a.length + ':' + r.join('|'); };
const mk = (kind) => { let n = rnd(9); let a = kind === 2 ? { length: n } : []; if (kind !== 2) a.length = n; for (let i = 0; i < n; i++) if (rnd(4) || kind === 3) a[i] = rnd(3) === 0 ? 's' + rnd(20) : rnd(3) === 0 ? undefined : rnd(30); if (kind === 4) Object.defineProperty(a, rnd(9), { get() { return 'g'; }, set() {}, enumerable: true, configurable: true }); return a; };
const P = Array.prototype; const ri = () => rnd(3) === 0 ? undefined : rnd(14) - 7;
const ops = [
 a => P.splice.call(a, ri(), ri(), 'x', 'y'), a => P.splice.call(a, ri(), ri()), a => P.splice.call(a, ri()), a => P.slice.call(a, ri(), ri()), a => P.reverse.call(a), a => P.sort.call(a), a => P.sort.call(a, (x, y) => String(x).length - String(y).length),
 a => P.fill.call(a, 'f', ri(), ri()), a => P.copyWithin.call(a, ri(), ri(), ri()), a => P.concat.call(a, [1, , 2], 'z'), a => P.indexOf.call(a, rnd(30), ri()), a => P.lastIndexOf.call(a, rnd(30)), a => P.lastIndexOf.call(a, undefined, ri()), a => P.includes.call(a, undefined, ri()),
 a => P.flat.call([a, [a]], 3), a => P.flatMap.call(a, x => [x, [x]]), a => P.map.call(a, (x, i) => x + '' + i), a => P.filter.call(a, x => x > 10), a => P.reduce.call(a, (x, y) => x + ',' + y, 'i'), a => P.reduceRight.call(a, (x, y) => x + ',' + y, 'i'),
 a => P.find.call(a, x => x > 10), a => P.findIndex.call(a, x => x === undefined), a => P.findLast.call(a, x => x > 10), a => P.findLastIndex.call(a, x => x === undefined), a => P.some.call(a, x => x > 20), a => P.every.call(a, x => x > 1),
 a => P.push.call(a, 1, 2), a => P.pop.call(a), a => P.shift.call(a), a => P.unshift.call(a, 'u', 'v'), a => P.join.call(a, '-'), a => P.toReversed.call(a), a => P.toSorted.call(a), a => P.toSpliced.call(a, ri(), ri(), 'q'), a => P.with.call(a, 0, 'w'), a => P.at.call(a, ri()), a => [...P.entries.call(a)].join(';'), a => [...P.keys.call(a)], a => Array.from(a), a => P.includes.call(a, NaN), a => P.toString.call(a),
];
let h = 0;
for (let i = 0; i < 20000; i++) {
  const kind = rnd(6), a = mk(kind), op = ops[rnd(ops.length)]; let out;
  if (kind === 5) Array.prototype[3] = 'proto';
  try { const r = op(a); out = (r !== null && typeof r === 'object' ? show(r) : String(r)) + ' // ' + show(a); } catch (e) { out = e.name + ' ' + e.message; }
  delete Array.prototype[3];
  for (let j = 0; j < out.length; j++) h = (Math.imul(h, 31) + out.charCodeAt(j)) >>> 0;
  if (i % 250 === 0) console.log(i, kind, ops.indexOf(op), out, h);
}
