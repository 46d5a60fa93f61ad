// https://nodejs.org/api/os.html

const binding = internalBinding('os');
const process = require('process');
const { validateInt32 } = require('internal/validators');
const { signals } = require('internal/signals');

const fact = (name) => binding.fact(name) ?? '';
const lines = (text) => StringPrototypeSplit(text, '\n');
const words = (text) => StringPrototypeSplit(StringPrototypeTrim(text), /\s+/);
const field = (name, text) =>
  RegExpPrototypeExec(new RegExp(`^${name}:\\s+(\\d+)`, 'm'), text)?.[1];

function ownProperties(functions) {
  const names = ObjectKeys(functions);
  for (let i = 0; i < names.length; i++) {
    const fn = functions[names[i]];
    // They are also what they give, in a text.
    fn[SymbolToPrimitive] = () => fn();
  }
  return functions;
}

const simple = ownProperties({
  arch: () => process.arch,
  availableParallelism: () => binding.parallelism(),
  endianness: () => 'LE',
  freemem: () => Number(field('MemAvailable', fact('memory')) ?? 0) * 1024,
  totalmem: () => Number(field('MemTotal', fact('memory')) ?? 0) * 1024,
  homedir: () => process.env.HOME ?? userInfo().homedir,
  hostname: () => fact('hostname'),
  platform: () => process.platform,
  release: () => fact('release'),
  version: () => fact('version'),
  machine: () => binding.architecture(),
  type: () => fact('type'),
  tmpdir() {
    const { env } = process;
    const path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';
    return path.length > 1 && StringPrototypeEndsWith(path, '/')
      ? StringPrototypeSlice(path, 0, -1)
      : path;
  },
  uptime: () => Number(words(fact('uptime'))[0]),
});
// As they are named in Node.
const named = (fn, name) => ObjectDefineProperty(fn, 'name', { __proto__: null, value: name });
named(simple.hostname, 'wrappedFn');
named(simple.homedir, 'wrappedFn');
named(simple.uptime, 'wrappedFn');
named(simple.release, 'getOSRelease');
named(simple.version, 'getOSVersion');
named(simple.type, 'getOSType');
named(simple.machine, 'getMachine');
named(simple.freemem, '');
named(simple.totalmem, '');
named(simple.availableParallelism, '');

function loadavg() {
  const found = words(fact('load'));
  return [Number(found[0]), Number(found[1]), Number(found[2])];
}

function cpus() {
  const result = [];
  const models = [];
  const speeds = [];
  const about = lines(fact('processors'));
  for (let i = 0; i < about.length; i++) {
    const found = RegExpPrototypeExec(/^(model name|cpu MHz)\s*:\s*(.*)$/, about[i]);
    if (found === null) continue;
    if (found[1] === 'model name') ArrayPrototypePush(models, found[2]);
    else ArrayPrototypePush(speeds, MathFloor(Number(found[2])));
  }
  const times = lines(fact('times'));
  for (let i = 0; i < times.length; i++) {
    if (RegExpPrototypeExec(/^cpu\d+ /, times[i]) === null) continue;
    const n = words(times[i]);
    const at = result.length;
    const scaled = binding.speeds(at);
    const ms = (j) => Number(n[j]) * 10;
    ArrayPrototypePush(result, {
      model: models[at] ?? 'unknown',
      speed: scaled === undefined ? (speeds[at] ?? 0) : MathFloor(scaled / 1000),
      times: { user: ms(1), nice: ms(2), sys: ms(3), idle: ms(4), irq: ms(6) },
    });
  }
  return result;
}

// The user that a line of the system's list is about.
function userInfo(options) {
  const status = fact('process');
  const uid = Number(field('Uid', status) ?? -1);
  const gid = Number(field('Gid', status) ?? -1);
  const info = { uid, gid, username: `${uid}`, homedir: process.env.HOME ?? '/', shell: null };
  const users = lines(fact('users'));
  for (let i = 0; i < users.length; i++) {
    const parts = StringPrototypeSplit(users[i], ':');
    if (Number(parts[2]) === uid && parts.length > 6) {
      info.username = parts[0];
      info.gid = Number(parts[3]);
      info.homedir = parts[5];
      info.shell = parts[6];
      break;
    }
  }
  if (options?.encoding === 'buffer') {
    const { Buffer } = require('buffer');
    info.username = Buffer.from(info.username);
    info.homedir = Buffer.from(info.homedir);
    if (info.shell !== null) info.shell = Buffer.from(info.shell);
  }
  return { __proto__: null, ...info };
}

const address4 = (hex) => {
  const n = NumberParseInt(hex, 16);
  return `${n & 255}.${(n >> 8) & 255}.${(n >> 16) & 255}.${(n >> 24) & 255}`;
};
const number4 = (text) => {
  const parts = StringPrototypeSplit(text, '.');
  return ((parts[0] << 24) | (parts[1] << 16) | (parts[2] << 8) | parts[3]) >>> 0;
};
const bits = (n) => {
  let count = 0;
  for (; n !== 0; n = (n << 1) >>> 0) count++;
  return count;
};

// The shortest form of an IPv6 address.
function address6(hex) {
  const parts = [];
  for (let i = 0; i < 32; i += 4) {
    ArrayPrototypePush(
      parts,
      NumberPrototypeToString(NumberParseInt(StringPrototypeSlice(hex, i, i + 4), 16), 16),
    );
  }
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let n = 0;
    while (parts[i + n] === '0') n++;
    if (n > best.length) best = { at: i, length: n };
  }
  if (best.at === -1) return ArrayPrototypeJoin(parts, ':');
  return (
    `${ArrayPrototypeJoin(ArrayPrototypeSlice(parts, 0, best.at), ':')}::` +
    ArrayPrototypeJoin(ArrayPrototypeSlice(parts, best.at + best.length), ':')
  );
}

function networkInterfaces() {
  const result = {};
  const add = (name, address, netmask, family, length, more) => {
    const internal = name === 'lo';
    ArrayPrototypePush((result[name] ??= []), {
      address,
      netmask,
      family,
      mac: binding.hardware(name) ?? '00:00:00:00:00:00',
      internal,
      cidr: `${address}/${length}`,
      ...more,
    });
  };
  // Addresses of this machine, which the routes say the interfaces of.
  const local = new Set();
  const trie = lines(fact('addresses'));
  for (let i = 1; i < trie.length; i++) {
    const found =
      StringPrototypeIncludes(trie[i], '/32 host LOCAL') &&
      RegExpPrototypeExec(/\|-- (\S+)/, trie[i - 1]);
    if (found) SetPrototypeAdd(local, found[1]);
  }
  if (SetPrototypeHas(local, '127.0.0.1')) add('lo', '127.0.0.1', '255.0.0.0', 'IPv4', 8);
  const routes = lines(fact('routes'));
  for (let i = 1; i < routes.length; i++) {
    const parts = words(routes[i]);
    const mask = address4(parts[7] ?? '0');
    if (parts.length < 8 || number4(mask) === 0 || parts[2] !== '00000000') continue;
    const network = number4(address4(parts[1]));
    SetPrototypeForEach(local, (address) => {
      if ((number4(address) & number4(mask)) >>> 0 === network) {
        add(parts[0], address, mask, 'IPv4', bits(number4(mask)));
      }
    });
  }
  const six = lines(fact('addresses6'));
  for (let i = 0; i < six.length; i++) {
    const parts = words(six[i]);
    if (parts.length < 6) continue;
    const length = NumberParseInt(parts[2], 16);
    let mask = '';
    for (let at = 0; at < 128; at += 4) {
      const n = MathMax(0, MathMin(4, length - at));
      mask += NumberPrototypeToString(16 - 2 ** (4 - n), 16);
    }
    const scope = NumberParseInt(parts[3], 16);
    add(parts[5], address6(parts[0]), address6(mask), 'IPv6', length, {
      scopeid: scope === 0x20 ? NumberParseInt(parts[1], 16) : 0,
    });
  }
  return result;
}

function refused(syscall) {
  const { codes: { ERR_SYSTEM_ERROR } } = require('internal/errors');
  throw new ERR_SYSTEM_ERROR({ errno: -13, code: 'EACCES', message: 'permission denied', syscall });
}

// The priority of the program itself; that of others isn't asked for.
function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, 'pid');
  if (pid !== 0 && pid !== process.pid) refused('uv_os_getpriority');
  // The name of the program, in parentheses, may have spaces.
  const text = fact('priority');
  const rest = StringPrototypeSlice(text, StringPrototypeLastIndexOf(text, ')') + 1);
  return Number(words(rest)[16] ?? 0);
}

// Priorities stay as they are.
function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  if ((pid === 0 || pid === process.pid) && getPriority() === priority) return;
  refused('uv_os_setpriority');
}

const errno = {
  __proto__: null, E2BIG: 7, EACCES: 13, EADDRINUSE: 98, EADDRNOTAVAIL: 99, EAFNOSUPPORT: 97,
  EAGAIN: 11, EALREADY: 114, EBADF: 9, EBADMSG: 74, EBUSY: 16, ECANCELED: 125, ECHILD: 10,
  ECONNABORTED: 103, ECONNREFUSED: 111, ECONNRESET: 104, EDEADLK: 35, EDESTADDRREQ: 89, EDOM: 33,
  EDQUOT: 122, EEXIST: 17, EFAULT: 14, EFBIG: 27, EHOSTUNREACH: 113, EIDRM: 43, EILSEQ: 84,
  EINPROGRESS: 115, EINTR: 4, EINVAL: 22, EIO: 5, EISCONN: 106, EISDIR: 21, ELOOP: 40, EMFILE: 24,
  EMLINK: 31, EMSGSIZE: 90, EMULTIHOP: 72, ENAMETOOLONG: 36, ENETDOWN: 100, ENETRESET: 102,
  ENETUNREACH: 101, ENFILE: 23, ENOBUFS: 105, ENODATA: 61, ENODEV: 19, ENOENT: 2, ENOEXEC: 8,
  ENOLCK: 37, ENOLINK: 67, ENOMEM: 12, ENOMSG: 42, ENOPROTOOPT: 92, ENOSPC: 28, ENOSR: 63,
  ENOSTR: 60, ENOSYS: 38, ENOTCONN: 107, ENOTDIR: 20, ENOTEMPTY: 39, ENOTSOCK: 88, ENOTSUP: 95,
  ENOTTY: 25, ENXIO: 6, EOPNOTSUPP: 95, EOVERFLOW: 75, EPERM: 1, EPIPE: 32, EPROTO: 71,
  EPROTONOSUPPORT: 93, EPROTOTYPE: 91, ERANGE: 34, EROFS: 30, ESPIPE: 29, ESRCH: 3, ESTALE: 116,
  ETIME: 62, ETIMEDOUT: 110, ETXTBSY: 26, EWOULDBLOCK: 11, EXDEV: 18,
};

const constants = {
  __proto__: null,
  UV_UDP_REUSEADDR: 4,
  dlopen: ObjectFreeze({
    __proto__: null, RTLD_LAZY: 1, RTLD_NOW: 2, RTLD_GLOBAL: 256, RTLD_LOCAL: 0, RTLD_DEEPBIND: 8,
  }),
  errno: ObjectFreeze(errno),
  signals,
  priority: ObjectFreeze({
    __proto__: null, PRIORITY_LOW: 19, PRIORITY_BELOW_NORMAL: 10, PRIORITY_NORMAL: 0,
    PRIORITY_ABOVE_NORMAL: -7, PRIORITY_HIGH: -14, PRIORITY_HIGHEST: -20,
  }),
};
ObjectDefineProperty(constants, 'UV_UDP_REUSEADDR', {
  __proto__: null, writable: false, configurable: false,
});

const {
  arch, availableParallelism, endianness, freemem, homedir, hostname, platform, release, tmpdir,
  totalmem, type, uptime, version, machine,
} = simple;

module.exports = {
  arch, availableParallelism, cpus, endianness, freemem, getPriority, homedir, hostname, loadavg,
  networkInterfaces, platform, release, setPriority, tmpdir, totalmem, type, userInfo, uptime,
  version, machine,
};
const fixed = (value) => ({
  __proto__: null, configurable: false, enumerable: true, writable: false, value,
});
ObjectDefineProperties(module.exports, {
  __proto__: null,
  constants: fixed(constants),
  EOL: { ...fixed('\n'), configurable: true },
  devNull: { ...fixed('/dev/null'), configurable: true },
});
