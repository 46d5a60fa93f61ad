// Reading and writing elements: a sieve and a matrix product.
const n = 2000000;
const sieve = new Array(n + 1).fill(true);
let primes = 0;
for (let i = 2; i <= n; i++) {
  if (!sieve[i]) continue;
  primes++;
  for (let j = i * 2; j <= n; j += i) sieve[j] = false;
}
const m = 130;
const a = [], b = [], c = [];
for (let i = 0; i < m; i++) { a.push([]); b.push([]); c.push([]); for (let j = 0; j < m; j++) { a[i][j] = i + j; b[i][j] = i - j; c[i][j] = 0; } }
for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) { let s = 0; for (let k = 0; k < m; k++) s += a[i][k] * b[k][j]; c[i][j] = s; }
console.log(primes, c[7][9], c[m - 1][m - 1]);
