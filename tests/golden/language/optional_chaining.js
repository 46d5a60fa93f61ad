// ?. stops the whole chain at null and undefined only.
const o = { a: { b: { c: 1, m() { return this.c; } } }, zero: 0, empty: '', nil: null };
console.log(o?.a?.b?.c, o.x?.y.z.w, o.nil?.y, o.zero?.toFixed(1), o.empty?.length);
console.log(o.a?.b.m(), o.a.b?.['m'](), o.a.b.none?.(), o.none?.none(), o.none?.[fail()]);
function fail() { throw new Error('must not run'); }

// `this` is kept through the call forms.
console.log(o.a.b.m?.(), o.a.b['m']?.(), (o.a.b?.m)());

// Parentheses end the chain.
try { (o.x?.y).z; } catch (e) { console.log(e.message); }
try { o.zero?.(); } catch (e) { console.log(e.message); }
try { o.a?.nope(); } catch (e) { console.log(e.message); }
try { o.a?.b.c.d.e; } catch (e) { console.log(e.message); }

// delete, in templates, with spread, after calls; and the ternary ?.5
console.log(delete o?.a.b.c, o.a.b.c, delete o.x?.y);
console.log(true?.5:1, `${o.none?.x}`, Math.max?.(...[1, 2]), null?.x ?? 'default');
const get = (v) => v?.deep?.[0]?.x;
console.log([null, undefined, {}, { deep: [] }, { deep: [{ x: 'found' }] }].map(get));

// Evaluated once, left to right.
let n = 0;
const counted = () => (n++, null);
counted()?.[n++]?.(n++);
console.log(n);
