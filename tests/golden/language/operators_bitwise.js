// Bit operators work on 32-bit integers.
console.log(5 & 3, 5 | 3, 5 ^ 3, ~5, ~~-5.7, 1 << 31, 1 << 32, 1 << 33, -1 >>> 0, -1 >> 31, -1 >>> 31);
console.log(2 ** 32 | 0, 2 ** 31 | 0, 4294967295 | 0, 4294967296.9 | 0, -2147483649 | 0, 1e21 | 0, 2 ** 53 + 2 | 0);
console.log(NaN | 0, Infinity | 0, '12' | 0, 'x' | 0, null | 7, [5] & 4, true ^ 1, undefined << 1);
console.log(-5 >> 1, -5 >>> 1, -5 >>> 28, 5 >> -1, 5 << 35, 1 << -1, 0 >>> 0, -0 | 0);
console.log((0xff).toString(2), 0b1010 ^ 0o17, 0xdeadbeef | 0, 0xdeadbeef >>> 0, 0xdeadbeef >>> 4);

// Compound assignment.
let x = 0b1100;
x &= 0b0110; x |= 1; x ^= 0xf; x <<= 4; x >>= 1; x >>>= 1;
console.log(x);
x = -1; x >>>= 0;
console.log(x);

// A small hash in 32-bit arithmetic.
let h = 0x811c9dc5;
for (const c of 'hash me') { h ^= c.charCodeAt(0); h = Math.imul(h, 0x01000193); }
console.log(h, h >>> 0, (h >>> 0).toString(16));

// Precedence: shifts below +, comparison below shifts, & below ==.
console.log(1 + 2 << 3, 1 << 2 + 3, 8 >> 1 < 5, 6 & 3 == 3, (6 & 3) == 2, 1 | 2 ^ 3 & 4);
