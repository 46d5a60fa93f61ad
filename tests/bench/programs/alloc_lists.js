// Allocation: linked lists, object literals, short arrays and strings that live shortly or long.
let keep = null, sum = 0;
for (let i = 0; i < 2000000; i++) {
  const o = { id: i, pair: [i, i + 1], next: null };
  sum += o.pair[1];
  if (i % 4 === 0) { o.next = keep; keep = o; }
  if (i % 100000 === 99999) { let n = 0; for (let at = keep; at; at = at.next) n++; sum += n; }
}
console.log(sum);
