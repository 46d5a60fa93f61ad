// Strings grown piece by piece, then looked at.
let total = 0;
for (let round = 0; round < 60; round++) {
  let s = '';
  for (let i = 0; i < 40000; i++) s += i % 7 === 0 ? ',' + i : 'x';
  total += s.length + s.indexOf('39998') + s.charCodeAt(s.length >> 1);
}
const words = [];
for (let i = 0; i < 600000; i++) words.push(`word ${i} of ${i & 15}`);
total += words.join(' ').length;
console.log(total);
