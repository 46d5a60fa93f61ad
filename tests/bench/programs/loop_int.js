// Integer arithmetic in nested loops: sieve-like counting and a 32-bit hash.
let hash = 0;
for (let i = 0; i < 4000; i++) {
  for (let j = 0; j < 2000; j++) {
    hash = (hash * 31 + (i ^ j)) | 0;
    if ((hash & 3) === 0) hash += j;
  }
}
console.log(hash);
