// The functions whose results are exactly specified, with their edge cases.
const inputs = [0, -0, 0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 0.49999999999999994, 4503599627370495.5, 1e300, NaN, Infinity, -Infinity];
const show = (n) => (Object.is(n, -0) ? '-0' : String(n));
for (const f of ['floor', 'ceil', 'round', 'trunc', 'sign', 'abs']) console.log(f.padEnd(6), inputs.map((n) => show(Math[f](n))).join(' '));
console.log(Math.max(), Math.min(), Math.max(1, '3', 2), Math.max(1, NaN), show(Math.max(-0, 0)), show(Math.min(0, -0)), Math.max([2]), Math.max(null, -1));
console.log(Math.sqrt(16), Math.sqrt(2), Math.sqrt(-1), show(Math.sqrt(-0)), Math.cbrt(27), Math.cbrt(-8), Math.hypot(3, 4), Math.hypot(), Math.hypot(NaN, Infinity), Math.hypot(1, 2, 2));
console.log(Math.pow(2, 10), Math.pow(2, 0.5), Math.pow(NaN, 0), Math.pow(1, Infinity), Math.pow(-8, 1 / 3), Math.pow(0, -1), Math.pow(-0, -1), (-2) ** 2);
console.log(Math.imul(0xffffffff, 5), Math.imul(2, 4), Math.imul(65536, 65536), Math.clz32(1), Math.clz32(0), Math.clz32(-1), Math.clz32(0.5), Math.fround(5.5), Math.fround(5.05), Math.fround(2 ** 150));
console.log(Math.sin(0), show(Math.sin(-0)), Math.cos(0), Math.tan(0), Math.atan2(1, 1) === Math.PI / 4, show(Math.atan2(-0, 1)), Math.atan2(0, -1) === Math.PI, Math.exp(0), Math.log(1), Math.log(0), Math.log(-1), Math.log2(8), Math.log10(1000), Math.log1p(0), Math.expm1(0));
console.log(Math.sinh(0), Math.cosh(0), Math.tanh(Infinity), Math.asinh(0), Math.acosh(1), Math.atanh(0), Math.asin(0), Math.acos(1), Math.atan(0), Math.acos(2));
console.log(Math.PI, Math.E, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT2, Math.SQRT1_2);
const r = Array.from({ length: 100 }, Math.random);
console.log(r.every((x) => x >= 0 && x < 1), new Set(r).size > 90);
console.log(Math.max.length, Math.hypot.length, Math.pow.name, Object.prototype.toString.call(Math), Object.keys(Math).length, Math.round('2.5'), Math.abs(null), Math.abs(), Math.abs('-5'), Math.abs([-3]), Math.abs({}));
try { Math.floor(Symbol()); } catch (e) { console.log(e.message); }
const log = [];
Math.max({ valueOf() { log.push(1); return NaN; } }, { valueOf() { log.push(2); return 1; } });
console.log(log);
