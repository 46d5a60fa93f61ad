// Escapes, continuations, and what is one code unit or two.
console.log('single "double"', "double 'single'", 'it\'s', "\"", '\\');
console.log(JSON.stringify('\b\f\n\r\t\v\0\x41\u0042\u{43}\u{1F600}'));
console.log('line \
continued', '\q\z\-', '\
'.length);
console.log(JSON.stringify('\101\12\0\08\377\400'), '\8\9');
console.log('\u{1F600}'.length, '😀'.length, '\ud83d\ude00' === '😀', '\u{0041}', '\u{10FFFF}'.length);
console.log('a\u2028b'.length, '\u2028' === ' ', JSON.stringify('\u2028\u2029'));
console.log('use strict'.length, 'ünïcödé', '漢字', 'e\u0301', 'e\u0301'.length, '\u00e9'.length);
console.log(JSON.stringify('\x7f\u0080\u00ff'), '' + 'a' + "b" + `c`);
var \u0061bc = 'escaped identifier', \u{62}cd = 'too';
console.log(abc, bcd, { \u0061: 1 }.a);
const ünïcode = 1, $ = 2, _ = 3, ℮ = 4, 变量 = 5, a\u{30}b = 6;
console.log(ünïcode, $, _, ℮, 变量, a0b);
