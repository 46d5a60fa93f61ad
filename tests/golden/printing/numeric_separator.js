// Digits in groups of three.
const numbers = [0, -0, 1, 999, 1000, -1000, 1234567, 1234.5678, -0.12345678, 1e21, 1.5e-10, NaN, Infinity, 123456789n, -1000n];
console.dir(numbers, { numericSeparator: true });
console.dir({ bytes: new Uint16Array([1, 1000, 65535]), big: new BigInt64Array([1234567n]), boxed: new Number(12345) }, { numericSeparator: true });
for (const number of numbers) console.dir(number, { numericSeparator: true });
