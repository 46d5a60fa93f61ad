// Writables: the order of callbacks and events, corks, ends and errors.
const { Writable, Transform, Duplex, PassThrough } = require('stream');

const section = (name) => console.log(`-- ${name}`);
const turn = () => new Promise((resolve) => setImmediate(resolve));
function watch(stream, name) {
  for (const event of ['drain', 'prefinish', 'finish', 'close', 'error', 'pipe', 'unpipe', 'end']) {
    stream.on(event, (arg) => console.log(name, event, arg?.message ?? ''));
  }
  return stream;
}
const done = (name) => (err) => console.log(name, 'called back', err?.message ?? err);

(async () => {
  section('synchronous');
  const a = watch(new Writable({
    highWaterMark: 3,
    write(chunk, encoding, callback) {
      console.log('_write', chunk, encoding);
      callback();
    },
  }), 'a');
  console.log(a.write('ab', done('1')), a.write('cdef', 'latin1', done('2')));
  a.end('g', done('end'));
  console.log(a.writableEnded, a.writableFinished, a.writable);
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('microtask'));
  await turn();
  a.write('late', done('late'));
  a.end(done('again'));
  await turn();

  section('asynchronous, with backpressure');
  const b = watch(new Writable({
    objectMode: true,
    highWaterMark: 2,
    write(value, encoding, callback) {
      console.log('_write', value);
      setImmediate(callback);
    },
    final(callback) {
      console.log('_final');
      setImmediate(callback);
    },
  }), 'b');
  console.log(b.write(1), b.write(2), b.write(3), b.writableNeedDrain, b.writableLength);
  b.end(4);
  for (let i = 0; i < 8; i++) await turn();

  section('corked');
  const c = watch(new Writable({
    decodeStrings: false,
    writev(chunks, callback) {
      console.log('_writev', chunks.allBuffers, chunks.map((x) => `${x.chunk}/${x.encoding}`));
      callback();
    },
  }), 'c');
  c.cork();
  c.cork();
  c.write('x');
  c.write(Buffer.from('y'), done('y'));
  c.uncork();
  console.log(c.writableCorked, c.writableLength, c.writableBuffer.length);
  process.nextTick(() => c.uncork());
  await turn();
  c.cork();
  c.write('z');
  c.end();
  await turn();

  section('errors');
  const d = watch(new Writable({
    write(chunk, encoding, callback) {
      callback(new Error('full'));
    },
  }), 'd');
  d.write('a', done('a'));
  d.write('b', done('b'));
  d.end(done('end'));
  await turn();
  console.log(d.errored.message, d.closed, d.writableAborted);

  const e = watch(new Writable({
    write(chunk, encoding, callback) {
      callback();
      callback();
    },
  }), 'e');
  e.write('a');
  await turn();

  section('destroyed with work to do');
  const f = watch(new Writable({ write() {} }), 'f');
  f.write('a', done('a'));
  f.write('b', done('b'));
  f.destroy(null, done('destroy'));
  f.write('c', done('c'));
  await turn();

  section('constructed later');
  const g = watch(new Writable({
    construct(callback) {
      console.log('_construct');
      setImmediate(callback);
    },
    write(chunk, encoding, callback) {
      console.log('_write', String(chunk));
      callback();
    },
  }), 'g');
  g.write('waits');
  g.end();
  console.log(g.writableLength);
  await turn();
  await turn();

  section('transforms');
  const h = watch(new Transform({
    transform(chunk, encoding, callback) {
      callback(null, String(chunk).toUpperCase());
    },
    flush(callback) {
      callback(null, '!');
    },
  }), 'h');
  h.setEncoding('utf8');
  h.on('data', (chunk) => console.log('data', chunk));
  h.write('one', done('one'));
  h.end('two');
  await turn();

  section('half open');
  const i = watch(new Duplex({
    allowHalfOpen: false,
    read() { this.push(null); },
    write(chunk, encoding, callback) { callback(); },
  }), 'i');
  i.resume();
  await turn();
  console.log(i.destroyed, i.writableEnded);

  section('pipes');
  const source = watch(new PassThrough({ objectMode: true }), 'source');
  const slow = watch(new Writable({
    objectMode: true,
    highWaterMark: 1,
    write(value, encoding, callback) {
      console.log('slow', value);
      setImmediate(callback);
    },
  }), 'slow');
  const quick = new Writable({
    objectMode: true,
    write(value, encoding, callback) {
      console.log('quick', value);
      callback();
    },
  });
  source.pipe(slow);
  source.pipe(quick);
  for (let n = 0; n < 3; n++) source.write(n);
  await turn();
  source.unpipe(quick);
  source.end();
  for (let n = 0; n < 6; n++) await turn();
})();
