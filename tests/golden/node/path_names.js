// path's two halves on the same list of paths: what each function gives, in order.
const path = require('path');

const paths = ['', '.', '..', '/', '//', 'a', 'a/', '/a', 'a//b', './a/../b', '/a/b.txt', 'a/.b', 'a/b.', '...',
  '/..', 'C:', 'C:\\', 'C:a', 'c:\\a\\..\\b.c', '\\\\server\\share\\a', '\\\\?\\C:\\x', 'a\\b/c', 'COM1:x', 'nul',
  '/a/b/../../../c/', 'é/ü.js'];
for (const half of ['posix', 'win32']) {
  const p = path[half];
  for (const item of paths) {
    console.log(half, JSON.stringify(item), JSON.stringify([
      p.normalize(item), p.dirname(item), p.basename(item), p.extname(item), p.isAbsolute(item),
    ]));
    console.log('  ', JSON.stringify(p.parse(item)), p.format(p.parse(item)));
  }
  console.log(p.join('a', '', '..', '/b', './c'), p.join(), p.join('..', '..', 'x'));
  console.log(p.resolve('/a', 'b', '../c'), p.resolve('/a', '/b', './c/'), p.relative('/a/b/c', '/a/d'));
  console.log(p.basename('a.html', '.html'), p.basename('.html', '.html'), p.basename('a/b/', 'b'));
  console.log(p.format({ root: '/', name: 'x', ext: 'y' }), p.format({ dir: '/q', base: 'z' }));
  console.log(p.sep, p.delimiter, p.toNamespacedPath('/x'), Object.keys(p).join(' '));
  console.log(Object.keys(p).map((key) => (typeof p[key] === 'function' ? `${p[key].name}/${p[key].length}` : '')).join(' '));
}
console.log(path === path.posix, path.win32.posix === path, require('path/posix') === path,
            require('node:path/win32') === path.win32);
for (const [from, to] of [['C:\\a\\b', 'C:\\a\\c'], ['C:\\a', 'D:\\b'], ['\\\\s\\x\\a', '\\\\s\\x\\b'], ['C:\\A', 'c:\\a\\b']]) {
  console.log(path.win32.relative(from, to));
}
for (const call of [() => path.join(1), () => path.resolve('a', null), () => path.basename('a', 1), () => path.format('x'),
  () => path.relative('a'), () => path.parse()]) {
  try {
    call();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
