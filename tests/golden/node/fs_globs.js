// permissions: fs-read, fs-write
// Files that patterns name, also from the root, with folders above, and with what is left out.
const fs = require('fs');
const { join } = require('path');

const base = fs.mkdtempSync(join(require('os').tmpdir(), 'globs-'));
process.chdir(base);
fs.mkdirSync('a/b', { recursive: true });
for (const file of ['x.js', 'y.txt', 'a/z.js', 'a/b/w.js', '.h.js']) fs.writeFileSync(file, '');
const show = (list) => JSON.stringify(list).replaceAll(fs.realpathSync(base), 'BASE').replaceAll(base, 'BASE');
for (const pattern of [
  '*.js', './x.js', 'a/../x.js', '..', '.', '/', 'a/', '**', 'a/**', '**/*.js', 'a/b/../z.js',
  '{x,y}.{js,txt}', '.*', 'nope', '[xy].*', ['y.txt', '*.js', 'a/*'], base, `${base}/`,
  `${base}/*.js`, `${base}/**/*.js`, `${base}/a/**`, `${base}/a/../*.js`, [`${base}/x.js`, 'y.txt'],
]) {
  console.log(show(pattern), show(fs.globSync(pattern).sort()));
}
const entries = (list) => list.map((entry) => [entry.name, entry.parentPath, entry.isFile()]);
console.log(entries(fs.globSync('a/*', { withFileTypes: true })));
console.log(fs.globSync('*.js', { cwd: 'a' }), show(fs.globSync(`${base}/*.js`, { cwd: '/' })));
console.log(fs.globSync('**/*', { exclude: (name) => name === 'a/b' }).sort());
console.log(fs.globSync('**/*.js', { exclude: ['a/**'] }), fs.globSync('**', { exclude: ['a'] }));
for (const [pattern, options] of [[5], [[5]], [undefined], ['*', 5], ['*', { exclude: 5 }]]) {
  try {
    fs.globSync(pattern, options);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
process.chdir('/');
fs.rmSync(base, { recursive: true });
