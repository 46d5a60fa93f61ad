// Files with promises: they come with the network; each function says so.
// https://nodejs.org/api/fs.html#promises-api

const { constants } = require('internal/fs/utils');
const { notHere } = require('internal/util');

const names = [
  'access', 'copyFile', 'cp', 'glob', 'open', 'opendir', 'rename', 'truncate', 'rm', 'rmdir',
  'mkdir', 'readdir', 'readlink', 'symlink', 'lstat', 'stat', 'statfs', 'link', 'unlink', 'chmod',
  'lchmod', 'lchown', 'chown', 'utimes', 'lutimes', 'realpath', 'mkdtemp', 'mkdtempDisposable',
  'writeFile', 'appendFile', 'readFile', 'watch',
];
const lengths = '13323321222223111212233332223321';
for (let i = 0; i < names.length; i++) {
  const refuse = notHere('fs.promises', names[i], 'the functions of fs with Sync are there');
  exports[names[i]] = ObjectDefineProperties(async () => refuse(), {
    __proto__: null,
    name: { __proto__: null, value: names[i] },
    length: { __proto__: null, value: Number(lengths[i]) },
  });
}
exports.constants = constants;
