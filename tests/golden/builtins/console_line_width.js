// Where the limit of a line lies: start by 72, but 80 in breaking of entries; nested ones indent.
for (const n of [10, 15, 16, 17, 18, 40, 56, 57, 58, 60, 61, 64, 66, 70, 72, 74, 76, 80]) {
  console.log({ k: 'x'.repeat(n) });
  console.log({ k: 'x'.repeat(n), l: 1 });
  console.log(['x'.repeat(n), 1]);
}
for (const n of [20, 21, 22, 23, 24, 25, 26]) console.log({ outer: { a: 'x'.repeat(n), b: 'y'.repeat(n) } });
for (const n of [8, 9, 10, 11, 12]) console.log({ aa: { a: 'x'.repeat(n), b: 'y'.repeat(n) }, bb: { c: 'z'.repeat(n), d: 1 } });
console.log({ text: 'word '.repeat(30) });
console.log(['word '.repeat(30), 'b'], 'x'.repeat(200));
console.log({ key1: 'v'.repeat(10), key2: 'v'.repeat(10), key3: 'v'.repeat(10), key4: 'v'.repeat(10), key5: 1 });
console.log([['aaaaaaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'cccccccccccccccccccc'], ['d']]);
