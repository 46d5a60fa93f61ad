// Of what a script passes only that is read which Node reads, and conversions are Node's.
const util = require('util');

const attempt = (name, action) => {
  try {
    console.log(name, action());
  } catch ({ name: kind, code, message }) {
    console.log(name, kind, code, message);
  }
};
const throwing = (name) => Object.defineProperty({}, name, {
  enumerable: true,
  get() {
    throw new Error(`read ${name}`);
  },
});

// Options of inspect.
for (const name of ['depth', 'compact', 'sorted', 'stylize', 'other', 'toString']) {
  attempt(name, () => util.inspect({ a: 1 }, throwing(name)));
}
const custom = {
  [util.inspect.custom](depth, options) {
    return `${depth} ${options.other}`;
  },
};
attempt('given to custom', () => util.inspect(custom, { other: 'mine' }));
attempt('other for custom', () => util.inspect(custom, throwing('other')));

// Encodings of Buffers.
const buffer = Buffer.from('abc');
const encodings = {
  object: { toString: () => 'hex' },
  'both conversions': { toString: () => 'hex', valueOf: () => 3 },
  'no text': {},
  array: ['hex'],
  'other array': ['a', 'b'],
  number: 5,
  bigint: 1n,
  null: null,
  boolean: false,
  symbol: Symbol('s'),
  'null prototype': Object.create(null),
  empty: '',
};
for (const [name, encoding] of Object.entries(encodings)) {
  attempt(`toString ${name}`, () => buffer.toString(encoding));
  attempt(`write ${name}`, () => Buffer.alloc(3).write('616263', 0, 3, encoding));
}

// Timers that are cancelled.
const proxy = new Proxy({}, {
  get(target, name) {
    throw new Error(`trap ${String(name)}`);
  },
});
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
for (const clear of [clearTimeout, clearInterval, clearImmediate]) {
  attempt(clear.name, () => clear(proxy));
  attempt(clear.name, () => clear(revoked));
  attempt(clear.name, () => clear(throwing('_onTimeout')));
  attempt(clear.name, () => clear(throwing('_onImmediate')));
  attempt(clear.name, () => clear({}));
  attempt(clear.name, () => clear(Symbol('s')));
}
const notReached = (name) => () => console.log('not reached', name);
clearTimeout(Object.create(setTimeout(notReached('inherits'))));
clearTimeout(new Proxy(setTimeout(notReached('proxy')), {}));
clearImmediate(Object.create(setImmediate(notReached('inherits, immediate'))));
clearImmediate(new Proxy(setImmediate(notReached('proxy, immediate')), {}));
setTimeout(() => console.log('other timers go on'), 2);
