// Building strings bit by bit: many small pieces, big ones, repeated doubling.
let s = '';
for (let i = 0; i < 1000; i++) s += i;
console.log(s.length, s.slice(-10), s[500], s.indexOf('999'));
let d = 'ab';
for (let i = 0; i < 10; i++) d += d;
console.log(d.length, d.lastIndexOf('b'), d === 'ab'.repeat(1024));
let front = '';
for (let i = 0; i < 26; i++) front = String.fromCharCode(97 + i) + front;
console.log(front, front.split('').reverse().join(''));

// Parts of ropes, comparisons, keys, and use of both halves later.
const left = 'left-'.repeat(20), right = 'right-'.repeat(20);
const rope = left + right;
console.log(rope === left + right, rope < left + 'rj', rope.length, rope.slice(98, 104), { [rope]: 'as a key' }[left + right], new Set([rope, left + right]).size);
console.log((left + right).charCodeAt(150), [left + right].join().length, (rope + 1 + null + undefined + true).slice(-18));

// Latin-1 and wide parts together.
let mixed = '';
for (let i = 0; i < 5; i++) mixed += i % 2 ? 'é' : '漢';
console.log(mixed, mixed.length, mixed + 'ascii' === '漢é漢é漢ascii', ('é' + 'x').length, 'é' + '漢' > 'é');
const parts = [];
for (let i = 0; i < 300; i++) parts.push('line ' + i);
const text = parts.join('\n');
console.log(text.length, text.split('\n').length, text.split('\n')[299]);
