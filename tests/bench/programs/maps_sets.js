// Map and Set with numbers, strings and objects as keys.
const map = new Map(), set = new Set(), objects = [];
let sum = 0;
for (let i = 0; i < 150000; i++) { map.set(i * 3, i); map.set('k' + (i & 4095), i); }
for (let i = 0; i < 450000; i++) { const v = map.get(i); if (v !== undefined) sum += v; }
for (let i = 0; i < 50000; i++) { const o = { i }; objects.push(o); set.add(o); }
for (let round = 0; round < 4; round++) for (const o of objects) if (set.has(o)) sum += o.i;
for (const [k, v] of map) sum += v & 1;
map.forEach((v, k) => { if (v % 2) map.delete(k); });
for (let i = 0; i < 50000; i += 2) set.delete(objects[i]);
console.log(sum, map.size, set.size);
