// Readables: when they read, what they emit, and how they are iterated.
const { Readable } = require('stream');

const section = (name) => console.log(`-- ${name}`);
const turn = () => new Promise((resolve) => setImmediate(resolve));
function watch(stream, name) {
  for (const event of ['readable', 'data', 'end', 'close', 'error', 'pause', 'resume']) {
    if (event === 'data' || event === 'readable') continue;
    stream.on(event, (arg) => console.log(name, event, arg?.message ?? ''));
  }
  return stream;
}
function counting(limit, options) {
  let i = 0;
  return new Readable({
    ...options,
    read(size) {
      console.log('_read', size);
      this.push(i < limit ? `${i++}` : null);
    },
  });
}

(async () => {
  section('flowing');
  const flowing = watch(counting(3), 'a');
  flowing.on('data', (chunk) => console.log('data', chunk));
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('microtask'));
  await turn();

  section('paused');
  const paused = watch(counting(4, { highWaterMark: 2, encoding: 'utf8' }), 'b');
  paused.on('readable', () => {
    let chunk;
    while ((chunk = paused.read()) !== null) console.log('read', chunk, paused.readableLength);
  });
  await turn();
  await turn();

  section('sizes');
  const sized = new Readable({ read() {} });
  sized.push('abc');
  sized.push('defg');
  console.log(sized.read(2), sized.read(3), sized.read(5), sized.readableLength, sized.read());
  sized.push('xyz');
  sized.unshift('w');
  sized.push(null);
  console.log(sized.read(10), sized.read());
  sized.setEncoding('hex');
  sized.on('end', () => console.log('end'));
  await turn();

  section('decoding');
  const text = new Readable({ read() {} });
  text.push(Buffer.from([0xe2, 0x82]));
  text.setEncoding('utf8');
  text.push(Buffer.from([0xac, 0x41]));
  console.log(text.read(), text.readableEncoding);

  section('flow by hand');
  const hand = watch(counting(5, { objectMode: true }), 'c');
  console.log(hand.readableFlowing, hand.isPaused());
  hand.on('data', (value) => {
    console.log('data', value);
    if (value === '1') {
      hand.pause();
      console.log(hand.readableFlowing, hand.isPaused());
      setImmediate(() => hand.resume());
    }
  });
  await turn();
  await turn();
  await turn();

  section('pushing late');
  const late = watch(new Readable({ read() {} }), 'd');
  late.push(null);
  console.log(late.push('x'));
  await turn();

  section('iteration');
  for await (const chunk of Readable.from(['x', 'y'])) console.log(chunk);
  const kept = counting(3, { objectMode: true });
  for await (const chunk of kept.iterator({ destroyOnReturn: false })) {
    console.log(chunk);
    break;
  }
  console.log(kept.destroyed);
  for await (const chunk of kept) {
    console.log(chunk);
    break;
  }
  console.log(kept.destroyed, kept.readableAborted, kept.readableEnded);
  const failing = new Readable({ read() { this.destroy(new Error('broken')); } });
  try {
    for await (const chunk of failing) console.log(chunk);
  } catch (err) {
    console.log(err.message);
  }

  section('destroying');
  const gone = watch(new Readable({
    read() {},
    destroy(err, callback) {
      console.log('_destroy', err.message);
      callback(err);
    },
  }), 'e');
  gone.destroy(new Error('first'));
  gone.destroy(new Error('second'));
  console.log(gone.destroyed, gone.closed, gone.errored.message);
  process.nextTick(() => console.log('tick', gone.closed));
  await turn();

  section('an old stream');
  const EventEmitter = require('events');
  const old = new EventEmitter();
  old.pause = () => console.log('pause');
  old.resume = () => console.log('resume');
  const wrapped = new Readable({ objectMode: true, highWaterMark: 1 }).wrap(old);
  old.emit('data', 1);
  old.emit('data', 2);
  console.log(wrapped.read(), wrapped.read());
  old.emit('end');
  wrapped.on('end', () => console.log('end'));
  wrapped.resume();
  await turn();

  section('disposal');
  {
    await using disposed = watch(new Readable({ read() {} }), 'f');
    console.log(disposed.destroyed);
  }
})();
