// path.matchesGlob: braces, classes, extended patterns, globstars, names with dots.
const path = require('path');

const cases = [
  ['a/b.js', 'a/*.js'], ['a/b/c.js', 'a/**/*.js'], ['a/c.js', 'a/**/*.js'], ['.a', '*'], ['.a', '.*'], ['a/.b/c', '**'],
  ['ab', 'a?'], ['a', '[a-c]'], ['d', '[!a-c]'], ['b', '[[:alpha:]]'], ['a1', 'a{1,2}'], ['a3', 'a{1..3}'], ['a04', 'a{01..05}'],
  ['foo.js', '@(foo|bar).js'], ['baz.js', '!(foo|bar).js'], ['foofoo', '+(foo)'], ['', '*(a)'], ['x', '?(x)'],
  ['a/b/', 'a/b'], ['a//b', 'a/b'], ['a/./b', 'a/b'], ['a/c/../b', 'a/b'], ['..', '*'], ['a/b/c', 'a/*'], ['a/b/c', 'a/**'],
  ['src/a.test.ts', '**/*.{test,spec}.ts'],
];
for (const [name, pattern] of cases) console.log(name, pattern, path.matchesGlob(name, pattern));
console.log(path.win32.matchesGlob('a\\b\\c', 'a/**'), path.win32.matchesGlob('a\\b', 'a\\*'));
