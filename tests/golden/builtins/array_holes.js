// Holes are not undefined: some methods skip them, some see them.
const h = ['a', , 'c', undefined];
console.log(h, 1 in h, 3 in h, Object.keys(h), h.length);
const visits = (name, ...args) => { const seen = []; const r = h[name]((...a) => { seen.push(typeof a.at(-2) === 'number' ? a.at(-2) : '?'); return false; }, ...args); return `${name} ${seen.join('')}`; };
console.log(['forEach', 'map', 'filter', 'some', 'find', 'findIndex', 'findLast', 'flatMap'].map((n) => visits(n)).join(' | '));
console.log(h.map((x) => x), h.slice(), h.concat([, 1]), [...h], Array.from(h), h.flat(), h.filter(() => true));
console.log(h.join('-'), JSON.stringify(h), h.indexOf(undefined), h.includes(undefined), h.lastIndexOf(undefined), String([, ,]));
console.log([...h.keys()], [...h.entries()].length, h.toReversed(), h.toSorted(), h.with(0, 'w'), h.toSpliced(0, 0));
for (const i in h) console.log('in', i);
for (const v of h) console.log('of', v);
const [, second = 'default'] = h;
console.log(second, h.reduce((n) => n + 1, 0), h.reduceRight((n) => n + 1, 0), h.every((x) => x !== 'never'));

// A prototype with an index shows through.
Array.prototype[1] = 'proto';
console.log(h[1], h.indexOf('proto'), 1 in h, Object.hasOwn(h, 1), h.join());
delete Array.prototype[1];
const copy = h.slice();
copy.length = 10;
console.log(copy, copy.fill('x', 5, 7), copy.copyWithin(0, 1, 3), copy.lastIndexOf('x'));
const sorted = ['b', , 'a', undefined].sort();
console.log(sorted, 3 in sorted);
