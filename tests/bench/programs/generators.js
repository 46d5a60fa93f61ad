// Generators: endless sequences, delegation and early exits.
function* naturals() { let n = 0; while (true) yield n++; }
function* take(n, it) { let i = 0; for (const x of it) { if (i++ >= n) return; yield x; } }
function* tree(d) { if (d > 0) { yield* tree(d - 1); yield d; yield* tree(d - 1); } }
let sum = 0;
for (const x of take(1000000, naturals())) sum += x;
for (const x of tree(16)) sum += x;
for (let i = 0; i < 120000; i++) { for (const x of naturals()) if (x > 3) { sum += x; break; } }
console.log(sum);
