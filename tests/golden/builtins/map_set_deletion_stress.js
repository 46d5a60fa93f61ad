// timeout: 60000
// gc-stress: 100 because nearly every step allocates
// Map and Set iteration while entries come and go, by a seeded generator.
let seed = 12345;
const rnd = (n) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return (seed >>> 8) % n; };
let h = 0; const note = (x) => { h = (Math.imul(h, 31) + x) >>> 0; };
const keyOf = (i) => i % 5 === 0 ? 'k' + i : i % 5 === 1 ? i / 2 : i % 5 === 2 ? BigInt(i) : i % 5 === 3 ? -i : i;
const hk = (k) => { const s = typeof k + String(k); let r = 0; for (let i = 0; i < s.length; i++) r = (Math.imul(r, 31) + s.charCodeAt(i)) >>> 0; return r; };
for (let round = 0; round < 60; round++) {
  const m = new Map(), s = new Set(); let its = [];
  const range = 1 + rnd(300);
  for (let op = 0; op < 2500; op++) {
    const k = keyOf(rnd(range)); const c = rnd(100);
    if (c < 40) { m.set(k, op); s.add(k); }
    else if (c < 80) { note(m.delete(k) ? 1 : 0); note(s.delete(k) ? 1 : 0); }
    else if (c < 82) { its.push(m.entries()); its.push(s.values()); }
    else if (c === 82 && rnd(8) === 0) { m.clear(); s.clear(); }
    else if (its.length) { const it = its[rnd(its.length)]; const r = it.next(); note(r.done ? 7 : 9); if (!r.done) { if (Array.isArray(r.value)) { note(hk(r.value[0])); note(r.value[1]); } else note(hk(r.value)); } }
    note(m.size); note(s.size);
  }
  for (const it of its) for (const v of it) note(hk(v));
  let n = 0; m.forEach((v, k) => { note(hk(k)); note(v); if (n++ < 500) { if (rnd(3) === 0) m.delete(keyOf(rnd(range))); if (rnd(4) === 0) m.set(keyOf(rnd(range)), n); } });
  n = 0; for (const k of s) { note(hk(k)); if (n++ < 500) { if (rnd(3) === 0) s.delete(k); if (rnd(4) === 0) s.add(keyOf(rnd(range))); } }
  const t = new Set([...Array(rnd(50)).keys()].map(keyOf));
  for (const name of ['union', 'intersection', 'difference', 'symmetricDifference']) for (const v of s[name](t)) note(hk(v));
  for (const name of ['isSubsetOf', 'isSupersetOf', 'isDisjointFrom']) note(s[name](t) ? 1 : 0);
  console.log(round, h);
}
