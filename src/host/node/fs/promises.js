// Files with promises: they come with the network; each function says so.
// https://nodejs.org/api/fs.html#promises-api

const { constants } = require('internal/fs/utils');
const { notHere } = require('internal/util');

// With the `length` of each.
const functions = {
  __proto__: null, access: 1, copyFile: 3, cp: 3, glob: 2, open: 3, opendir: 3, rename: 2,
  truncate: 1, rm: 2, rmdir: 2, mkdir: 2, readdir: 2, readlink: 2, symlink: 3, lstat: 1, stat: 1,
  statfs: 1, link: 2, unlink: 1, chmod: 2, lchmod: 2, lchown: 3, chown: 3, utimes: 3, lutimes: 3,
  realpath: 2, mkdtemp: 2, mkdtempDisposable: 2, writeFile: 3, appendFile: 3, readFile: 2,
  watch: 1,
};
const names = ObjectKeys(functions);
for (let i = 0; i < names.length; i++) {
  const name = names[i];
  const refuse = notHere('fs.promises', name, 'the functions of fs with Sync are there');
  const fn = async () => refuse();
  ObjectDefineProperty(fn, 'name', {
    __proto__: null, value: name === 'watch' ? '_watch' : name,
  });
  exports[name] = ObjectDefineProperty(fn, 'length', { __proto__: null, value: functions[name] });
}
exports.constants = constants;
