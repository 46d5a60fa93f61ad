// Errors of the system: https://nodejs.org/api/errors.html#class-systemerror
//
// What Object.prototype has and doesn't let be set is left as it is, as in Node.

const uv = require('internal/uv');

class ErrnoException extends Error {
  constructor(err, syscall, original) {
    const code = uv.nameOf(err);
    super(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`);
    ReflectSet(this, 'errno', err);
    ReflectSet(this, 'code', code);
    ReflectSet(this, 'syscall', syscall);
  }
}

class ExceptionWithHostPort extends Error {
  constructor(err, syscall, address, port, additional) {
    const code = uv.nameOf(err);
    let details = port && port > 0 ? ` ${address}:${port}` : address ? ` ${address}` : '';
    if (additional) details += ` - Local (${additional})`;
    super(`${syscall} ${code}${details}`);
    ReflectSet(this, 'errno', err);
    ReflectSet(this, 'code', code);
    ReflectSet(this, 'syscall', syscall);
    ReflectSet(this, 'address', address);
    if (port) ReflectSet(this, 'port', port);
  }
}

// What a call of the system gives for a file.
class UVException extends Error {
  constructor({ errno, syscall, path, dest, message, isCodeLast }) {
    const code = uv.nameOf(errno);
    let text = `${code}: ${message || uv.messageOf(errno)}, ${syscall}`;
    if (path !== undefined) text += ` '${path}'`;
    if (dest !== undefined) text += ` -> '${dest}'`;
    super(text);
    ReflectSet(this, 'errno', errno);
    if (!isCodeLast) ReflectSet(this, 'code', code);
    ReflectSet(this, 'syscall', syscall);
    if (isCodeLast) ReflectSet(this, 'code', code);
    if (path !== undefined) ReflectSet(this, 'path', path);
    if (dest !== undefined) ReflectSet(this, 'dest', dest);
  }
}

// They look like plain errors.
const plain = { __proto__: null, configurable: true, enumerable: false, get: () => Error };
ObjectDefineProperty(ErrnoException.prototype, 'constructor', plain);
ObjectDefineProperty(ExceptionWithHostPort.prototype, 'constructor', plain);
ObjectDefineProperty(UVException.prototype, 'constructor', plain);

module.exports = { ErrnoException, ExceptionWithHostPort, UVException };
