// charCodeAt, slice, indexOf, split, join, case, comparison and maps of words.
const base = 'The quick brown fox jumps over the lazy dog, and runs away into the deep forest. ';
const text = base.repeat(400);
let sum = 0;
for (let i = 0; i < text.length; i++) { const c = text.charCodeAt(i); if (c >= 97 && c <= 122) sum += c - 96; }
for (let round = 0; round < 200; round++) {
  const counts = {};
  for (const word of text.split(' ')) { const w = word.toLowerCase(); counts[w] = (counts[w] || 0) + 1; }
  sum += Object.keys(counts).length + counts.the;
  sum += text.split(',').join(';').length;
  for (let at = text.indexOf('fox'); at >= 0; at = text.indexOf('fox', at + 1)) sum += text.slice(at, at + 3) === 'fox' ? 1 : 0;
}
let reversed = '';
for (let i = 20000; i >= 0; i--) reversed += text[i];
console.log(sum, reversed.length, reversed.slice(0, 5));
