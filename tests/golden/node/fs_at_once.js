// permissions: fs-read, fs-write
// fs's functions that do their work at once, in a folder of their own, and their errors.
const fs = require('fs');
const os = require('os');
const path = require('path');

process.noDeprecation = true;
console.log(Object.keys(fs).join(' '));
console.log(fs.constants, Object.keys(fs.promises).length > 0);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'minijs-golden-'));
const at = (name) => path.join(folder, name);
const plain = (text) => String(text).replaceAll(folder, 'FOLDER');
const show = (call) => {
  try {
    const value = call();
    console.log(typeof value === 'string' ? JSON.stringify(plain(value)) : value);
  } catch (error) {
    console.log(plain(`${error.name} ${error.message} ${JSON.stringify({ ...error })}`));
  }
};
show(() => fs.writeFileSync(at('a.txt'), 'hé\n'));
show(() => fs.appendFileSync(at('a.txt'), Buffer.from('more')));
show(() => fs.readFileSync(at('a.txt'), 'utf8'));
show(() => fs.readFileSync(at('a.txt')));
show(() => fs.readFileSync(at('a.txt'), { encoding: 'hex' }));
show(() => fs.mkdirSync(at('d/e/f'), { recursive: true }));
show(() => fs.mkdirSync(at('d/e/f'), { recursive: true }));
show(() => fs.writeFileSync(at('d/b.txt'), new Uint8Array([65, 66])));
show(() => fs.symlinkSync('a.txt', at('link')));
show(() => fs.readdirSync(folder));
show(() => fs.readdirSync(folder, { recursive: true }).sort());
show(() => fs.readdirSync(folder, { withFileTypes: true }).map((entry) => [entry.name, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink(), entry.parentPath === folder]));
show(() => fs.readlinkSync(at('link')));
show(() => fs.realpathSync(at('link')));
const stats = fs.statSync(at('link'));
console.log(Object.keys(stats), stats.size, stats.isFile(), fs.lstatSync(at('link')).isSymbolicLink(), stats.mtime instanceof Date, stats.mtimeMs > 0);
console.log(typeof fs.statSync(folder, { bigint: true }).size, fs.statSync(at('none'), { throwIfNoEntry: false }));
show(() => fs.existsSync(at('a.txt')) && !fs.existsSync(at('none')) && !fs.existsSync());
const fd = fs.openSync(at('c.txt'), 'w+', 0o600);
console.log(fs.writeSync(fd, 'hello'), fs.writeSync(fd, Buffer.from('XYZ'), 1, 2, 1), fs.fstatSync(fd).size);
const buffer = Buffer.alloc(5);
console.log(fs.readSync(fd, buffer, 0, 5, 0), buffer.toString());
show(() => fs.ftruncateSync(fd, 2));
show(() => fs.closeSync(fd));
show(() => fs.readFileSync(at('c.txt'), 'utf8'));
show(() => fs.chmodSync(at('c.txt'), 0o644));
console.log((fs.statSync(at('c.txt')).mode & 0o777).toString(8));
show(() => fs.utimesSync(at('c.txt'), 1, 2));
console.log(fs.statSync(at('c.txt')).mtimeMs);
show(() => fs.renameSync(at('c.txt'), at('d/c.txt')));
show(() => fs.copyFileSync(at('a.txt'), at('copy.txt'), fs.constants.COPYFILE_EXCL));
show(() => fs.cpSync(at('d'), at('d2'), { recursive: true }));
show(() => fs.readdirSync(at('d2')));
show(() => fs.globSync('**/*.txt', { cwd: folder }).sort());
show(() => fs.accessSync(at('a.txt'), fs.constants.R_OK));
for (const call of [() => fs.readFileSync(at('none')), () => fs.readFileSync(folder), () => fs.writeFileSync(at('no/x'), ''), () => fs.readdirSync(at('a.txt')),
  () => fs.mkdirSync(folder), () => fs.rmdirSync(folder), () => fs.rmSync(at('d')), () => fs.rmSync(at('none')), () => fs.unlinkSync(at('none')),
  () => fs.copyFileSync(at('a.txt'), at('copy.txt'), 1), () => fs.renameSync(at('none'), at('x')), () => fs.accessSync(at('none')), () => fs.openSync(at('a.txt'), 'q'),
  () => fs.readFileSync(1.5), () => fs.readFileSync('a\0b'), () => fs.writeFileSync(at('x'), {}), () => fs.closeSync(9999), () => fs.readFileSync(at('a.txt'), 'none'),
  () => fs.realpathSync(at('none')), () => fs.linkSync(at('none'), at('y')), () => fs.readlinkSync(at('a.txt')), () => fs.statSync(at('none')), () => fs.mkdtempSync(at('no/x-'))]) {
  show(call);
}
fs.rmSync(folder, { recursive: true });
console.log(fs.existsSync(folder));
