// Regular expressions: exec, flags, the methods of strings that take them.
const found = /(?<year>\d{4})-(?<month>\d\d)(-\d\d)?/d.exec('on 2024-05');
console.log(found[0], found.index, found.groups.year, found[3], found.indices.groups.month);

const sticky = /a/y;
console.log(sticky.test('aab'), sticky.lastIndex, sticky.test('aab'), sticky.test('aab'), sticky.lastIndex);
console.log(/a\/b/gimsuyd.flags, String(/a\/b/g), new RegExp('/').source, String(new RegExp('')));

console.log('a1b22'.match(/\d+/g), 'a1b22'.match(/\d+/).index, 'ab'.match(/x/g));
console.log([...'a1b22'.matchAll(/[a-z](\d+)/g)].map((match) => match[1]));
console.log('a-b_c'.split(/[-_]/), 'a-b'.split(/(-)/), 'abc'.split(/(?:)/), ''.split(/x/));
console.log('x-y'.replace(/(\w)-(\w)/, '$2-$1 $& $` $\' $$'), 'aaa'.replace(/a/g, (a, at) => at));
console.log('2024-05'.replace(/(?<y>\d+)-(?<m>\d+)/, '$<m>/$<y>'), 'abc'.search(/c/));
console.log(/^.$/u.test('😀'), /^.$/.test('😀'), /\p{Lu}/u.test('Ä'), /[\p{L}--[a-z]]/v.test('b'));
console.log(/(?<=\$)\d+/.exec('cost $42')[0], /(?<!\$)\b\d+/.exec('$42 17')[0], /(?i:A)b/.test('ab'));

for (const [pattern, flags] of [['(', ''], [')', ''], ['[', ''], ['*', ''], ['a{2,1}', ''], ['\\', ''], ['[b-a]', ''], ['(?<a>.)(?<a>.)', ''], ['\\p{Foo}', 'u'], ['a', 'gg']]) {
  try {
    new RegExp(pattern, flags);
  } catch (error) {
    console.log(error.message);
  }
}

// Any object with the right methods is a pattern.
console.log('text'.replace({ [Symbol.replace]: (text, by) => `${text} -> ${by}` }, 'new'));
class Loud extends RegExp {
  exec(text) {
    console.log('exec at', this.lastIndex);
    return super.exec(text);
  }
}
console.log('aXbX'.replace(new Loud('X', 'g'), '.'));
