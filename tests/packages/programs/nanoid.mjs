// nanoid: alphabets, sizes, a random source of one's own.
import { customAlphabet, customRandom, nanoid, random, urlAlphabet } from 'nanoid';
import { nanoid as insecure } from 'nanoid/non-secure';

console.log(nanoid().length, nanoid(5).length, /^[\w-]+$/.test(nanoid(200)), insecure().length, urlAlphabet.length);
const ids = new Set(Array.from({ length: 2000 }, () => nanoid()));
console.log(ids.size, random(7).length, random(7) instanceof Uint8Array);
const hex = customAlphabet('0123456789abcdef', 12);
console.log(/^[0-9a-f]{12}$/.test(hex()), hex(3).length, customAlphabet('a', 4)());
let state = 1;
const seeded = customRandom('abcdef', 10, (size) => Uint8Array.from({ length: size }, () => (state = (state * 16807) % 2147483647) & 255));
console.log(seeded(), seeded(), seeded());
const counts = {};
for (const letter of customAlphabet('abc', 300)()) counts[letter] = (counts[letter] ?? 0) + 1;
console.log(Object.keys(counts).sort(), Object.values(counts).every((n) => n > 50));
