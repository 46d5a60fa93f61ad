// permissions: fs-read, fs-write
// What stands where a path or a descriptor is expected, and which options are read.
const fs = require('fs');

const attempt = (name, action) => {
  try {
    console.log(name, action());
  } catch ({ name: kind, code, message }) {
    console.log(name, kind, code, message);
  }
};

const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const values = {
  symbol: Symbol('s'),
  bigint: 10n,
  null: null,
  negative: -1,
  fraction: 1.5,
  large: 2 ** 40,
  unopened: 999,
  boolean: true,
  'null prototype': Object.create(null),
  object: {},
  'throwing conversion': {
    [Symbol.toPrimitive]() {
      throw new Error('conversion');
    },
  },
  revoked,
  'with a zero': 'a\0b',
};
for (const [name, value] of Object.entries(values)) {
  attempt(`read ${name}`, () => fs.readFileSync(value));
  attempt(`read text ${name}`, () => fs.readFileSync(value, 'utf8'));
  attempt(`read latin1 ${name}`, () => fs.readFileSync(value, { encoding: 'latin1' }));
  attempt(`write ${name}`, () => fs.writeFileSync(value, 'text'));
  attempt(`write bytes ${name}`, () => fs.writeFileSync(value, Buffer.from('text')));
  attempt(`write and flush ${name}`, () => fs.writeFileSync(value, 'text', { flush: true }));
  attempt(`append ${name}`, () => fs.appendFileSync(value, 'text'));
}

// Getters of options are called by name.
const options = (names) => {
  const object = {};
  for (const name of names) {
    Object.defineProperty(object, name, {
      enumerable: true,
      get() {
        throw new Error(`option ${name}`);
      },
    });
  }
  return object;
};
attempt('other option', () => fs.readFileSync('/dev/null', options(['other', 'mode'])));
for (const name of ['encoding', 'flag', 'signal']) {
  attempt(name, () => fs.readFileSync('/dev/null', options([name])));
}
for (const name of ['encoding', 'flag', 'mode', 'flush', 'other']) {
  attempt(name, () => fs.writeFileSync('/dev/null', 'text', options([name])));
}
for (const name of ['encoding', 'withFileTypes', 'recursive', 'other']) {
  attempt(name, () => fs.readdirSync('/no/such', options([name])));
}

// What every object inherits doesn't get into errors.
for (const name of ['message', 'path', 'dest', 'isCodeLast']) Object.prototype[name] = 'inherited';
attempt('missing', () => fs.readFileSync('/no/such'));
attempt('missing link', () => fs.renameSync('/no/such', '/no/other'));
attempt('unopened', () => fs.writeSync(999, 'text'));
