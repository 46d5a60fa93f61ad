// Number(), parseInt and parseFloat read text in three different ways.
const texts = ['42', ' 42 ', '42px', '', ' ', '0x1F', '0b11', '0o17', '1e3', '1e', '.5', '5.', '.', '-0', '+7', '--7', '1_000', 'Infinity', '-Infinity', 'infinity', 'NaN', '١', '\u00a01\ufeff', '1\n', '1 2', '0x', '0xG', '-0x10', '1e1000', '12345678901234567890', '0.1e-400', '00012', '1n'];
for (const t of texts) console.log(JSON.stringify(t).padEnd(24), String(Number(t)).padEnd(22), String(parseInt(t)).padEnd(22), parseFloat(t));
console.log(parseInt('ff', 16), parseInt('0xff', 16), parseInt('zz', 36), parseInt('12', 2), parseInt('2', 2), parseInt('10', 1), parseInt('10', 37), parseInt('10', 0), parseInt(null, 36), parseInt('9007199254740993'), parseInt(1e21), parseInt(0.0000005), parseInt('-12.9'), Object.is(parseInt('-0'), -0));
console.log(parseFloat('3.14abc'), parseFloat('1.2.3'), parseFloat('-.5e-2x'), parseFloat('e5'), parseFloat([7, 8]), parseFloat('Infinityx'), Object.is(parseFloat('-0'), -0));
console.log(Number(null), Number(undefined), Number(true), Number([]), Number([5]), Number([1, 2]), Number({}), Number(new Date(5)), Number(), Number('１'));
console.log(Number.parseInt === parseInt, Number.parseFloat === parseFloat, isNaN('x'), Number.isNaN('x'), isFinite('5'), Number.isFinite('5'), Number.isInteger(5.0), Number.isInteger('5'), Number.isSafeInteger(2 ** 53), Number.isSafeInteger(2 ** 53 - 1));
console.log(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.EPSILON, Number.MAX_VALUE, Number.MIN_VALUE, Number.POSITIVE_INFINITY, Number.NaN);
console.log(new Number(5), typeof new Number(5), new Number(5) + 1, Object.getOwnPropertyNames(Number.prototype).join(), Object.getOwnPropertyNames(Number).sort().join());
try { Number(Symbol()); } catch (e) { console.log(e.message); }
