// The calls of a comparator and what becomes of the elements, also where it contradicts itself.
const T = (name, f) => {
  let result;
  try {
    result = String(f());
  } catch (error) {
    result = error.name + ': ' + error.message;
  }
  console.log(name + ' => ' + result);
};
let seed = 12345; const rnd = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
const cmps = { one: () => 1, minus: () => -1, zero: () => 0, nan: () => NaN, undef: () => undefined, bool: (a, b) => a > b, rev: (a, b) => b - a, mod: (a, b) => a % 3 - b % 3, rand: () => rnd() - 0.5, cyc: (a, b) => ((b - a + 5) % 5) - 2, str: (a, b) => String(a) < String(b) ? -1 : 1, lt: (a, b) => a < b ? -1 : 0, gt: (a, b) => a > b ? 1 : 0, ten: (a, b) => a == 10 ? 1 : a - b, big: (a, b) => a * 1e9 - b * 1e9, obj: () => ({ valueOf: () => -1 }), strv: (a, b) => String(a - b) };
for (const c in cmps) for (const n of [1, 2, 3, 5, 8, 17, 33]) for (const K of [Float64Array, Int8Array]) { seed = 99; const a = K.from({ length: n }, (_, i) => (i * 7919 + 13) % 101); seed = 7; const calls = []; T('sort ' + c + ' ' + n + ' ' + K.name, () => { a.sort((x, y) => { calls.push(x, y); return cmps[c](x, y) }); return a.join() + '#' + calls.length + ':' + calls.slice(0, 40) }) }
for (const c in cmps) T('toSorted ' + c, () => { seed = 7; return Float64Array.from({ length: 40 }, (_, i) => (i * 31) % 17).toSorted(cmps[c]).join() });
for (const v of [undefined, null, 5, {}, 'x', 1n]) T('sortarg ' + String(v), () => new Int8Array([2, 1]).sort(v).join());
T('sortThrow', () => { const t = new Int8Array([3, 2, 1]); try { t.sort(() => { throw 5 }) } catch { } return t.join() });
T('sortShrink', () => { const b = new ArrayBuffer(8, { maxByteLength: 16 }); const t = new Uint8Array(b); t.set([8, 7, 6, 5, 4, 3, 2, 1]); t.sort((a, b2) => { b.resize(4); return a - b2 }); return t.join() });
T('sortBig', () => new BigInt64Array([3n, 1n, 2n]).sort((a, b) => a < b ? -1 : 1).join());
T('sortBigRet', () => new BigInt64Array([3n, 1n, 2n]).sort((a, b) => a - b).join());
