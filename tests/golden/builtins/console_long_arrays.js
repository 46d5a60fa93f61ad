// More than a hundred entries are cut; so are long sets, maps and strings inside.
console.log(Array.from({ length: 101 }, (_, i) => i));
console.log(Array.from({ length: 102 }, () => 'ab'));
console.log(new Array(200).fill({}).length, [new Array(150).fill(0)]);
console.log(new Set(Array.from({ length: 103 }, (_, i) => i)));
console.log(new Map(Array.from({ length: 101 }, (_, i) => [i, i])));
console.log(['x'.repeat(10001)].map((s) => s.length), 'y'.repeat(10100).length);
const o = {};
for (let i = 0; i < 110; i++) o['k' + i] = i;
console.log(o);
