// Strings: parts, search, replacement, Unicode.
console.log('abc'.at(-1), 'abc'.slice(-2), 'abc'.substring(2, 0), 'abc'.substr(-2, 1), 'abc'.charAt(9) === '');
console.log('a,b,,c'.split(','), 'a,b'.split(',', 1), 'ab'.split(''), ''.split(','), ''.split(''));
console.log('x'.padStart(3, 'ab'), 'x'.padEnd(4), 'ab'.repeat(2), '  y\u00a0\n'.trim().length);
console.log('a$b'.replace('$', '[$&$$]'), 'aaa'.replaceAll('a', (a, at) => at), 'x'.replaceAll('', '-'));
console.log('ΑΣ ΣΑΣ'.toLowerCase(), 'straße ŉ'.toUpperCase(), 'İ'.toLowerCase().length, 'I'.toLocaleLowerCase('tr'));
console.log('e\u0301'.normalize() === 'é', 'ﬁ'.normalize('NFKC'), '\ud800a'.toWellFormed(), '\ud800'.isWellFormed());
console.log([...'a😀b'].length, '😀'.codePointAt(0), String.fromCodePoint(128512), String.raw`\n${1}`);
console.log(['b', 'a', 'B', 'A', 'ä', 'z', '10', '9', '_'].sort((a, b) => a.localeCompare(b)).join(' '));
console.log('a2'.localeCompare('a10', undefined, { numeric: true }), 'a'.localeCompare('A', 'en', { sensitivity: 'base' }));
for (const run of [() => 'a'.repeat(-1), () => 'a'.normalize('x'), () => String.fromCodePoint(-1), () => String.prototype.trim.call(null), () => 'a'.includes(/a/), () => 'a'.replaceAll(/a/, '')]) {
  try {
    run();
  } catch (error) {
    console.log(`${error}`);
  }
}
