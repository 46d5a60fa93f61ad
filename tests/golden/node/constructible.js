// Which functions can be constructed and have a `prototype`: those that Node writes as functions.
const kind = (value) => {
  let constructs = true;
  try {
    Reflect.construct(Object, [], value);
  } catch {
    constructs = false;
  }
  const own = Object.getOwnPropertyDescriptor(value, 'prototype');
  return (constructs ? 'C' : '-') + (own === undefined ? '-' : own.writable ? 'w' : 'f');
};
// Classes of which only the form differs.
const skipped = new Set(['URLPattern', 'MessageChannel', 'MessagePort', 'X509Certificate']);
const show = (label, object) => {
  const lists = {};
  for (const key of Reflect.ownKeys(object)) {
    const { value } = Object.getOwnPropertyDescriptor(object, key);
    if (typeof value !== 'function' || skipped.has(key) || String(key).startsWith('Symbol(k')) continue;
    (lists[kind(value)] ??= []).push(String(key));
  }
  for (const is of Object.keys(lists).sort()) console.log(label, is, lists[is].sort().join(' '));
};
for (const name of ['events', 'timers', 'os', 'url', 'querystring', 'string_decoder', 'util', 'util/types', 'crypto', 'stream',
  'assert', 'buffer', 'worker_threads', 'async_hooks', 'diagnostics_channel', 'vm']) {
  show(name, require(name));
}
show('Buffer', Buffer);
show('Buffer.prototype', Buffer.prototype);
show('URL', URL);
show('Headers.prototype', Headers.prototype);
show('FormData.prototype', FormData.prototype);
show('Crypto.prototype', Crypto.prototype);
show('SubtleCrypto.prototype', SubtleCrypto.prototype);
for (const name of ['atob', 'btoa', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate',
  'queueMicrotask', 'structuredClone', 'fetch', 'parseInt', 'eval']) {
  console.log(name, kind(globalThis[name]), Reflect.ownKeys(globalThis[name]));
}

const made = new atob('aGk=');
console.log(made instanceof atob, Object.getPrototypeOf(made) === atob.prototype, atob.prototype.constructor === atob);
console.log(Object.getOwnPropertyDescriptor(atob, 'prototype'), Object.getOwnPropertyDescriptor(atob.prototype, 'constructor').enumerable);
console.log(new Buffer.from('hi'), new (require('os').hostname)());
class Encoded extends btoa {}
console.log(new Encoded('x') instanceof btoa, Object.create(btoa.prototype) instanceof btoa);
console.log(Reflect.construct(structuredClone, [{ a: 1 }]), Reflect.construct(atob, ['aGk='], Encoded) instanceof Encoded);
try {
  new Buffer.of(1);
} catch (error) {
  console.log(error.message);
}
