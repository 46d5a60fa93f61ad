// Programs of streams made at random, the same in each run: what they emit and when, and the bits
// of the streams' states at each step.
// stderr: ignore
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough } = stream;

let seed;
const random = (n) => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
};
const pick = (list) => list[random(list.length)];

let log = [];
const show = (value) => Buffer.isBuffer(value) ? `<${value.toString('hex')}>` :
  value instanceof Error ? value.code ?? value.message : value?._events ? 'stream' :
    typeof value === 'object' ? JSON.stringify(value) : String(value);
const note = (what, ...args) => log.push(`${what}(${args.map(show).join()})`);

const bits = (state) => state[Object.getOwnPropertySymbols(state)
  .find((key) => key.description === 'kState')].toString(16);
const states = ({ _readableState: r, _writableState: w }) =>
  (r ? `R${bits(r)}/${r.length}/${r.pipes.length}` : '') +
  (w ? `W${bits(w)}/${w.length}/${w.pendingcb}` : '');

// Runs something now or after a while.
const later = (f) => pick([
  f,
  () => process.nextTick(f),
  () => Promise.resolve().then(f),
  () => setImmediate(f),
  () => process.nextTick(() => Promise.resolve().then(f)),
])();
const mostlyNow = (f) => (random(2) ? f() : later(f));

const chunkFor = (objectMode) => objectMode ? pick([1, 0, 'text', '', { a: 1 }, false]) :
  pick(['a', 'bcd', '', Buffer.from('efg'), Buffer.from([0xc3]), Buffer.from([0xa9]), 'éé']);

const common = (name) => {
  const options = { objectMode: random(3) === 0, highWaterMark: pick([undefined, 0, 1, 2, 5]) };
  if (random(8) === 0) options.autoDestroy = false;
  if (random(10) === 0) options.emitClose = false;
  if (random(8) === 0) {
    options.construct = (callback) => later(() => callback(random(5) ? null : new Error('c')));
  }
  if (random(6) === 0) {
    options.destroy = (err, callback) => {
      note(`${name}._destroy`, err);
      later(() => callback(random(6) ? err : new Error('d')));
    };
  }
  return options;
};
const reading = (name) => {
  let left = random(6);
  return {
    read(size) {
      note(`${name}._read`, size, states(this));
      mostlyNow(() => {
        if (left-- > 0) note(`${name}.push`, this.push(chunkFor(this.readableObjectMode)));
        else if (left > -3) this.push(null);
      });
    },
  };
};
const writing = (name) => {
  const bad = random(5) === 0 ? random(4) : -1;
  let count = 0;
  const options = {
    write(chunk, encoding, callback) {
      note(`${name}._write`, chunk, encoding, states(this));
      mostlyNow(() => callback(count++ === bad ? new Error('w') : null));
    },
  };
  if (random(4) === 0) {
    options.writev = function(chunks, callback) {
      note(`${name}._writev`, chunks.length, chunks.allBuffers, states(this));
      mostlyNow(() => callback());
    };
  }
  if (random(3) === 0) {
    options.final = function(callback) {
      note(`${name}._final`, states(this));
      mostlyNow(() => callback(random(6) ? null : new Error('f')));
    };
  }
  return options;
};
const transforming = (name) => ({
  transform(chunk, encoding, callback) {
    note(`${name}._transform`, chunk, states(this));
    mostlyNow(() => {
      if (random(6) === 0) this.push(chunk);
      if (random(20) === 0) callback(new Error('t'));
      else callback(null, chunk);
    });
  },
});
const make = (name) => {
  const options = common(name);
  switch (random(6)) {
    case 0: return Readable.from(pick([[1, 2, 3], ['x', Promise.resolve('y')], 'whole']));
    case 1: return new Readable({ ...options, ...reading(name) });
    case 2: return new Duplex({ ...options, ...reading(name), ...writing(name) });
    case 3: return new Transform({ ...options, ...transforming(name) });
    default: return new Writable({ ...options, ...writing(name) });
  }
};

async function iterate(s, name) {
  let left = random(4);
  try {
    for await (const chunk of s) {
      note(`${name} gives`, chunk);
      if (left-- === 0) break;
    }
    note(`${name} is iterated`, states(s));
  } catch (err) {
    note(`${name} fails`, err);
  }
}
const useReadable = (s, name) => pick([
  () => note(`${name}.read`, s.read(pick([undefined, 0, 1, 2])), states(s)),
  () => note(`${name}.pause`, states(s.pause())),
  () => note(`${name}.resume`, states(s.resume())),
  () => s.on('data', (chunk) => note(`${name} data`, chunk, states(s))),
  () => s.on('readable', () => note(`${name} readable`, s.read(), states(s))),
  () => s.removeAllListeners(pick(['data', 'readable'])),
  () => note(`${name}.unshift`, s.unshift(chunkFor(s.readableObjectMode))),
  () => s.setEncoding(pick(['utf8', 'hex', 'base64'])),
  () => iterate(s, name),
  () => stream.finished(s, (err) => note(`${name} finished`, err, states(s))),
  () => random(3) === 0 && s.destroy(random(2) ? new Error('x') : undefined),
])();
const useWritable = (s, name) => pick([
  () => note(`${name}.write`, s.write(chunkFor(s.writableObjectMode)), states(s)),
  () => s.write(chunkFor(s.writableObjectMode), (err) => note(`${name} wrote`, err)),
  () => s.cork(),
  () => s.uncork(),
  () => s.end((err) => note(`${name} ended`, err, states(s))),
  () => s.end(chunkFor(s.writableObjectMode)),
  () => stream.finished(s, (err) => note(`${name} finished`, err, states(s))),
  () => random(3) === 0 && s.destroy(random(2) ? new Error('y') : undefined),
])();
const connect = (r, w) => pick([
  () => r.pipe(w, random(4) ? undefined : { end: false }),
  () => r.pipe(w),
  () => r.unpipe(random(2) ? w : undefined),
  () => stream.pipeline(r, ...(random(2) ? [new PassThrough({ objectMode: true })] : []), w,
    (err) => note('pipeline', err, states(r), states(w))),
])();

async function program(number) {
  seed = number * 7919 + 1;
  const all = 'abc'.slice(0, 1 + random(3)).split('').map((name) => [make(name), name]);
  for (const [s, name] of all) {
    for (const event of ['close', 'error', 'end', 'finish', 'prefinish', 'drain', 'unpipe']) {
      s.on(event, (arg) => note(`${name} ${event}`, arg, states(s)));
    }
  }
  const readables = all.filter(([s]) => s instanceof Readable);
  const writables = all.filter(([s]) => s instanceof Writable);
  for (let i = 4 + random(12); i > 0; i--) {
    later(() => {
      try {
        const what = random(10);
        if (what < 4 && readables.length) useReadable(...pick(readables));
        else if (what < 8 && writables.length) useWritable(...pick(writables));
        else if (readables.length && writables.length) {
          const [r] = pick(readables);
          const [w] = pick(writables);
          if (r !== w) connect(r, w);
        }
      } catch (err) {
        note('threw', err);
      }
    });
  }
  for (let i = 0; i < 60; i++) await new Promise((resolve) => setImmediate(resolve));
  console.log(`-- ${number}`);
  console.log(log.join('\n'));
  log = [];
}

process.on('uncaughtException', (err) => note('uncaught', err));
process.on('unhandledRejection', (err) => note('unhandled', err));
(async () => {
  for (let number = 1; number <= 60; number++) await program(number);
})();
