// What os has: names, kinds of values, and constants of Linux. The values are the machine's.
const os = require('os');

for (const key of Object.keys(os)) {
  const value = os[key];
  const property = Object.getOwnPropertyDescriptor(os, key);
  console.log(key, typeof value === 'function' ? `${value.name}/${value.length}` : typeof value, property.writable, property.configurable);
}
for (const name of ['arch', 'endianness', 'hostname', 'homedir', 'platform', 'release', 'tmpdir', 'type', 'version', 'machine']) {
  console.log(name, typeof os[name](), os[name]().length > 0, `${os[name]}` === os[name]());
}
console.log(os.totalmem() > os.freemem(), os.uptime() > 0, os.loadavg().length, os.availableParallelism() > 0, typeof os.getPriority());
for (const cpu of os.cpus().slice(0, 1)) console.log(Object.keys(cpu), Object.keys(cpu.times));
console.log(Object.keys(os.userInfo()), Object.getPrototypeOf(os.userInfo()), Buffer.isBuffer(os.userInfo({ encoding: 'buffer' }).username));
console.log(os.networkInterfaces().lo[0]);
console.log(JSON.stringify(os.EOL), os.devNull, os.constants);
for (const call of [() => os.getPriority('x'), () => os.setPriority(0, 20), () => os.setPriority('x')]) {
  try {
    call();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
const tty = require('tty');
console.log(Object.keys(tty), tty.isatty(-1), tty.isatty('1'), tty.isatty(99));
