// What the module `stream` has, and what its objects look like.
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, Stream } = stream;

const describe = (name, object) => {
  console.log(name);
  for (const key of Reflect.ownKeys(object)) {
    const { value, get, set, enumerable, writable, configurable } =
      Object.getOwnPropertyDescriptor(object, key);
    const what = get ? `get ${get.name}${set ? ` set ${set.name}` : ''}` :
      typeof value === 'function' ? `function ${value.name}/${value.length}` : typeof value;
    console.log(`  ${String(key)}: ${what} ` +
      `${enumerable ? 'e' : ''}${writable ? 'w' : ''}${configurable ? 'c' : ''}`);
  }
};

describe('stream', stream);
describe('stream.prototype', stream.prototype);
for (const Class of [Readable, Writable, Duplex, Transform, PassThrough]) {
  describe(Class.name, Class);
  describe(`${Class.name}.prototype`, Class.prototype);
}
describe('ReadableState.prototype', Readable.ReadableState.prototype);
describe('WritableState.prototype', Writable.WritableState.prototype);
describe('promises', stream.promises);
describe('consumers', require('stream/consumers'));
describe('a Readable', new Readable());
describe('a Writable', new Writable());
describe('a Duplex', new Duplex());
describe('a Transform', new Transform());
describe('its state', new Transform()._readableState);

console.log(new Readable(), new Writable({ objectMode: true }), new PassThrough(), new Stream());
console.log(stream.duplexPair({ objectMode: true })[0]);

// Called without `new`; a Duplex is a Writable, too.
console.log(Readable() instanceof Readable, Transform() instanceof Duplex);
console.log(new Duplex() instanceof Writable, new Duplex() instanceof Readable,
  new Readable() instanceof Writable, new Writable() instanceof Stream);
console.log(require('_stream_readable') === Readable, require('node:stream').Stream === stream);

// Sizes.
console.log(stream.getDefaultHighWaterMark(false), stream.getDefaultHighWaterMark(true));
stream.setDefaultHighWaterMark(true, 3);
console.log(new Readable({ objectMode: true }).readableHighWaterMark);
stream.setDefaultHighWaterMark(true, 16);

// Errors.
const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
attempt(() => new Readable({ highWaterMark: -1 }));
attempt(() => new Duplex({ readableHighWaterMark: 'x' }));
attempt(() => new Readable({ defaultEncoding: 'x' }));
attempt(() => new Writable().write(null));
attempt(() => new Writable().write(5));
attempt(() => new Writable().write('a', 'x'));
attempt(() => new Writable().setDefaultEncoding('x'));
attempt(() => new Writable().write('a'));
attempt(() => new Transform().write('a'));
attempt(() => new Readable().read(2 ** 31));
attempt(() => stream.pipeline(new Readable()));
attempt(() => stream.pipeline(new Readable(), () => {}));
attempt(() => stream.finished({}, () => {}));
attempt(() => stream.finished(new Readable()));
attempt(() => stream.compose());
attempt(() => stream.compose(new Writable(), new Readable()));
attempt(() => Readable.from(5));
attempt(() => Duplex.from(5));
attempt(() => stream.addAbortSignal(5, new Readable()));
attempt(() => stream.addAbortSignal(new AbortController().signal, {}));
attempt(() => new Readable().map(5));
attempt(() => new Readable().map(() => {}, { concurrency: 0 }));
attempt(() => new Readable().take(-1));
attempt(() => new (Readable.prototype.map)(() => {}));
attempt(() => new Readable().iterator(5));
attempt(() => stream.setDefaultHighWaterMark(true, -1));
