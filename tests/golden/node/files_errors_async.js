// permissions: fs-read, fs-write
// What fails tells code, errno, syscall, path and dest, in all forms.
const fs = require('fs');
const gone = '/nowhere/minijs';
const show = (what, e) => console.log(what, Object.entries(e), e.message);
const calls = {
  open: [gone, 'r'], readFile: [gone], writeFile: [gone, ''], stat: [gone], lstat: [gone],
  readdir: [gone], rename: [gone, gone], unlink: [gone], mkdir: [gone], rmdir: [gone],
  readlink: [gone], symlink: [gone, gone], link: [gone, gone], chmod: [gone, 0], access: [gone],
  copyFile: [gone, gone], utimes: [gone, 0, 0], opendir: [gone], rm: [gone],
  truncate: [gone], realpath: [gone], statfs: [gone], cp: [gone, gone], lutimes: [gone, 0, 0],
};
(async () => {
  for (const [name, args] of Object.entries(calls)) {
    await new Promise((resolve) => fs[name](...args, (e) => resolve(show(name, e))));
    await fs.promises[name](...args).catch((e) => show(`promises.${name}`, e));
    try { fs[`${name}Sync`](...args); } catch (e) { show(`${name}Sync`, e); }
  }
  for (const call of [() => fs.read(999), () => fs.readFile('a', 'nonsense', () => {}),
                      () => fs.stat(), () => fs.stat('a'), () => fs.open('a', 'q', () => {}),
                      () => fs.mkdir('a\0b', () => {}), () => fs.write(1, {}, () => {})]) {
    try { call(); } catch (e) { console.log(e.code, e.message); }
  }
  fs.fstat(999, (e) => show('fstat', e));
})();
