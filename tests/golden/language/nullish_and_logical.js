// && and || give one of their operands; ?? looks at null and undefined only.
const values = [0, '', null, undefined, NaN, false, 'x', 1, []];
console.log(values.map((v) => v || 'or'));
console.log(values.map((v) => v && 'and'));
console.log(values.map((v) => v ?? 'nullish'));
console.log((null || undefined) ?? 'mixed', 0 ?? null, null ?? undefined, 1 && 2 || 3, 1 || 2 && 3);

// Short circuits.
const log = [];
const t = (v) => (log.push(v), v);
t(1) || t('never'); t(0) && t('never'); t(0) ?? t('never'); t(null) ?? t('right');
console.log(log);

// Logical assignment writes only if it must.
const o = { n: null, zero: 0, one: 1, get ro() { return 'set'; } };
o.n ??= 'filled'; o.zero ??= 'never'; o.zero ||= 'or'; o.one &&= 'and'; o.ro ||= 'not written'; o.made ??= 'new';
console.log(o.n, o.zero, o.one, o.ro, o.made);
const fixed = 1;
fixed ||= 2;
try { fixed &&= 2; } catch (e) { console.log(e.message); }

// The target is evaluated once; functions get the name.
let reads = 0;
const key = () => (reads++, 'k');
o[key()] ??= 1;
o[key()] &&= 2;
let fn;
fn ??= () => {};
console.log(o.k, reads, fn.name, !0, !'', !!'a', !null);
