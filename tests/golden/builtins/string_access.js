// Reading parts of a string.
const s = 'hello 😀';
console.log(s.length, s[0], s[99], s.at(-1) === '\ude00', s.at(0), s.charAt(1), s.charAt(99) === '', s.charCodeAt(0), s.charCodeAt(99), s.codePointAt(6), s.codePointAt(99));
console.log(s.slice(1, 3), s.slice(-2), s.slice(3, 1) === '', s.substring(3, 1), s.substring(-5, 2), s.substr(1, 2), s.substr(-2), s.slice(NaN, '2'));
console.log('a,b,,c'.split(','), 'abc'.split(''), 'abc'.split(), 'abc'.split('', 2), ''.split(','), ''.split(''), 'abc'.split('abc'), 'a1b1c'.split(1), 'aXXb'.split('X'), 'x'.split(undefined, 0));
console.log('abcabc'.indexOf('c'), 'abcabc'.indexOf('c', 3), 'abcabc'.lastIndexOf('c'), 'abcabc'.lastIndexOf('c', 4), 'abc'.indexOf(''), 'abc'.indexOf('', 9), 'abc'.lastIndexOf(''), 'abc'.indexOf('x'));
console.log('abc'.includes('b'), 'abc'.includes('b', 2), 'abc'.startsWith('ab'), 'abc'.startsWith('b', 1), 'abc'.endsWith('bc'), 'abc'.endsWith('b', 2), 'null'.includes(null), 'abc'.startsWith(''));
console.log([...s].length, Object.keys('ab'), 'length' in Object('x'), 1 in Object('ab'), delete Object('x').y);
const boxed = new String('boxed');
boxed.extra = 1;
boxed[0] = 'X';
console.log(boxed, boxed.length, typeof boxed, boxed == 'boxed', Object.keys(boxed).join(), `${boxed}`);
for (const f of [() => 'abc'.repeat(-1), () => 'abc'.repeat(Infinity), () => String.fromCodePoint(-1), () => String.fromCodePoint(1.5), () => String.prototype.trim.call(null), () => String.prototype.at.call(undefined), () => 'x'.repeat(2 ** 30), () => String.prototype.toString.call(1)]) {
  try { f(); } catch (e) { console.log(e.name + ': ' + e.message); }
}
