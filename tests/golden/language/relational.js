// Strings compare by code units, everything else as numbers; NaN is never in order.
console.log('a' < 'b', 'a' < 'B', 'Z' < 'a', '10' < '9', '10' < 9, 'a' < 1, '' < 'a', 'abc' < 'abcd');
console.log('\u{1F600}' < '\uFF5E', 'é' > 'z', 'a' <= 'a', 'ab' > 'a');
console.log(null < 1, null <= 0, undefined < 1, undefined <= undefined, true > false, [2] > 1, [1, 2] < 5);
console.log(NaN < 1, NaN > 1, NaN <= NaN, 1 < Infinity, -Infinity < 1, -0 < 0, 0 <= -0);
console.log(1 < 2 < 3, 3 > 2 > 1, 1 < 2 == true);
console.log(new Date(1) < new Date(2), new Date(2) > 1, { valueOf: () => 3 } > 2, { toString: () => 'b' } > 'a');

// Operands are converted left first, also for > and >=.
const log = [];
const t = (n) => ({ valueOf() { log.push(n); return n; } });
t(1) < t(2); t(3) > t(4); t(5) <= t(6); t(7) >= t(8);
console.log(log.join(' '));
try { Symbol() < 1; } catch (e) { console.log(e.message); }
try { 1 > { valueOf() { throw new Error('conversion'); } }; } catch (e) { console.log(e.message); }

const list = ['b', 'a', 'C', '10', '9', 'é', 'e', ''];
console.log(list.sort());
console.log(Math.max(...'31415'), Math.min(), 'b' > 'a' ? 'b' : 'a');
