// try, catch and finally, thrown near and far.
function deep(n, v) { if (n === 0) throw v; deep(n - 1, v); }
let sum = 0;
for (let i = 0; i < 200000; i++) {
  try { if (i & 1) throw i; sum += 1; } catch (e) { sum += e & 3; } finally { sum++; }
}
for (let i = 0; i < 40000; i++) { try { deep(8, i); } catch (e) { sum += e & 7; } }
for (let i = 0; i < 30000; i++) { try { null.x; } catch (e) { sum += e.message.length; } }
for (let i = 0; i < 30000; i++) { try { throw new Error('e' + i); } catch (e) { sum += e.message.length; } }
console.log(sum);
