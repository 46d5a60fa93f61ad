// pipeline, finished, compose, Duplex.from, operators and signals.
const stream = require('stream');
const { Readable, Writable, Transform, PassThrough, Duplex } = stream;
const { pipeline, finished } = require('stream/promises');
const { promisify } = require('util');

const section = (name) => console.log(`-- ${name}`);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const attempt = async (f) => {
  try {
    console.log(await f());
  } catch (err) {
    console.log(err.name, err.code, err.message, err.cause?.message ?? '');
  }
};
const upper = () => new Transform({
  transform(chunk, encoding, callback) {
    callback(null, String(chunk).toUpperCase());
  },
});
const sink = () => {
  const chunks = [];
  return Object.assign(new Writable({
    write(chunk, encoding, callback) {
      chunks.push(String(chunk));
      callback();
    },
  }), { chunks });
};

(async () => {
  section('pipeline');
  const to = sink();
  await pipeline(Readable.from(['a', 'b']), upper(), to);
  console.log(to.chunks, to.destroyed);
  await attempt(() => pipeline(
    function* () { yield 'x'; yield 'y'; },
    async function* (source) { for await (const chunk of source) yield `${chunk}${chunk}`; },
    async (source) => {
      let all = '';
      for await (const chunk of source) all += chunk;
      return all;
    },
  ));
  await attempt(() => pipeline(
    new Readable({ read() { this.destroy(new Error('source')); } }), upper(), sink()));
  await attempt(() => pipeline(Readable.from(['a']), new Transform({
    transform(chunk, encoding, callback) {
      callback(new Error('middle'));
    },
  }), sink()));
  await attempt(() => pipeline(Readable.from(['a']), async function* () {
    throw new Error('generator');
  }, sink()));
  const closing = sink();
  setImmediate(() => closing.destroy());
  await attempt(() => pipeline(new Readable({ read() {} }), closing));
  const ac = new AbortController();
  setImmediate(() => ac.abort(new Error('why')));
  await attempt(() => pipeline(new Readable({ read() {} }), sink(), { signal: ac.signal }));
  const open = sink();
  await pipeline(Readable.from(['left open']), open, { end: false });
  console.log(open.chunks, open.writableEnded);
  await new Promise((resolve) => {
    const last = stream.pipeline(Readable.from(['q']), upper(), (err) => {
      console.log('called back', err);
      resolve();
    });
    last.on('data', (chunk) => console.log('data', String(chunk)));
  });
  console.log(promisify(stream.pipeline) === pipeline, promisify(stream.finished) === finished);

  section('finished');
  await attempt(() => finished(Readable.from(['a']).resume()));
  const half = new Duplex({ read() { this.push(null); }, write() {} });
  half.resume();
  await attempt(() => finished(half, { writable: false }));
  setImmediate(() => half.destroy());
  await attempt(() => finished(half));
  await attempt(() => finished(half));
  const aborted = new AbortController();
  aborted.abort();
  await attempt(() => finished(new PassThrough(), { signal: aborted.signal }));

  section('signals');
  const signalled = new Readable({ read() {}, signal: AbortSignal.abort(new Error('early')) });
  await attempt(() => finished(signalled));
  const controller = new AbortController();
  const written = stream.addAbortSignal(controller.signal, sink());
  setImmediate(() => controller.abort());
  await attempt(() => finished(written));

  section('compose');
  const composed = stream.compose(upper(), async function* (source) {
    for await (const chunk of source) yield `<${chunk}>`;
  });
  composed.end('word');
  console.log((await composed.toArray()).map(String));
  console.log((await Readable.from(['r']).compose(upper()).toArray()).map(String));

  section('Duplex.from');
  console.log(await Duplex.from(['a', 'b']).toArray());
  console.log(await Duplex.from(Promise.resolve('promised')).toArray());
  const both = Duplex.from({ readable: Readable.from(['in']), writable: sink() });
  console.log(both.readable, both.writable, await both.toArray());
  const mapped = Duplex.from(async function* (source) {
    for await (const chunk of source) yield String(chunk).length;
  });
  mapped.end('four');
  console.log(await mapped.toArray());
  const [left, right] = stream.duplexPair();
  left.end('across');
  console.log(String((await right.toArray())[0]));

  section('operators');
  const numbers = () => Readable.from([1, 2, 3, 4, 5]);
  console.log(await numbers().map((x) => x * 2).toArray());
  console.log(await numbers().filter(async (x) => x % 2).toArray());
  console.log(await numbers().drop(1).take(2).toArray());
  console.log(await numbers().flatMap((x) => [x, x]).take(4).toArray());
  console.log(await numbers().reduce((a, b) => a + b));
  console.log(await numbers().some((x) => x > 4), await numbers().every((x) => x > 1));
  console.log(await numbers().find((x) => x > 2), await numbers().find((x) => x > 9));
  await numbers().forEach((x) => console.log('each', x));
  const order = [];
  console.log(await numbers().map(async (x) => {
    order.push(x);
    for (let i = x; i < 6; i++) await turn();
    order.push(-x);
    return x;
  }, { concurrency: 3 }).toArray(), order);
  await attempt(() => Readable.from([]).reduce((a, b) => a));
  await attempt(() => numbers().map(() => { throw new Error('thrown'); }).toArray());
  await attempt(() => numbers().toArray({ signal: AbortSignal.abort(new Error('signal')) }));

  section('consumers');
  const consumers = require('stream/consumers');
  console.log(await consumers.text(Readable.from(['a', Buffer.from([0xe2, 0x82]), Buffer.from([0xac])])));
  console.log(await consumers.json(Readable.from(['{"a"', ': 1}'])));

  section('questions');
  const asked = new Readable({ read() {} });
  const answers = () => [stream.isReadable(asked), stream.isWritable(asked), stream.isErrored(asked),
    stream.isDisturbed(asked), stream.isDestroyed(asked)];
  console.log(answers());
  asked.on('error', () => {});
  asked.destroy(new Error('x'));
  console.log(answers());
})();
