// Making new strings.
console.log('abc'.toUpperCase(), 'ABC'.toLowerCase(), 'Straße'.toUpperCase(), 'ÀÉ'.toLowerCase(), 'iİ'.toLowerCase().length);
console.log(['  x \t\n'.trim(), ' x '.trimStart(), ' x '.trimEnd(), '\u00a0\ufeffx\u2028'.trim(), '\u200bx'.trim().length]);
console.log('5'.padStart(3, '0'), '5'.padEnd(3, 'ab'), 'abc'.padStart(2), 'x'.padStart(5, 'abc'), 'x'.padEnd(3, '') , '[' + 'x'.padStart(3) + ']', 'ab'.repeat(3), 'x'.repeat(0) === '');
console.log('a-b-c'.replace('-', '+'), 'a-b-c'.replaceAll('-', '+'), 'abc'.replace('b', '[$&]'), 'abc'.replace('b', "[$`|$'|$$|$1]"), 'abc'.replace('x', 'y'), 'aaa'.replaceAll('a', (m, i) => m + i), 'ab'.replaceAll('', '.'), 'abc'.replace('', '^'));
console.log('abc'.concat(1, null, [2]), 'a'.localeCompare('b'), 'b'.localeCompare('a'), 'a'.localeCompare('a'));
console.log(String.fromCharCode(72, 105, 0x1f600, -1).length, String.fromCodePoint(72, 105, 0x1f600), String.raw({ raw: ['a', 'b', 'c'] }, 1, 2, 3), String.raw({ raw: 'xyz' }, '-', '+'));
console.log(String(), String(null), String(undefined), String([1, [2]]), String({}), String(Symbol('s')), String(-0), String(() => 1), typeof String(1), new String(1) == '1');
console.log('x'.anchor('a"b'), 'x'.bold(), 'x'.link('u'), 'abc'.at(), 'abc'.isWellFormed());
console.log('ab\u{1F600}c'.split('').length, 'a\u{1F600}'.padEnd(5, '-'), '😀'.repeat(2), 'x😀'.toUpperCase());
