// Streams of Node as streams of the web, and the other way; pipelines of both; compression.
const { Readable, Writable, Duplex, PassThrough, Transform, compose } = require('stream');
const { pipeline, finished } = require('stream/promises');
const consumers = require('stream/consumers');

const collect = async (stream) => {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
};
const attempt = async (f) => {
  try {
    console.log(await f());
  } catch (err) {
    console.log(err.name, err.code, err.message);
  }
};

(async () => {
  console.log(await collect(Readable.toWeb(Readable.from(['a', { b: 1 }]))));
  console.log(await collect(Readable.toWeb(new Readable({
    read() {
      this.push('bytes');
      this.push(null);
    },
  }))));
  const byob = Readable.toWeb(Readable.from([Buffer.from('abc')], { objectMode: false }),
    { type: 'bytes' }).getReader({ mode: 'byob' });
  console.log(await byob.read(new Uint8Array(2)), await byob.read(new Uint8Array(2)));
  await attempt(() => collect(Readable.toWeb(new Readable({
    read() { this.destroy(new Error('node failed')); },
  }))));
  console.log(await Readable.fromWeb(ReadableStream.from(['x', 'y']), { objectMode: true }).toArray());
  await attempt(() => Readable.fromWeb(new ReadableStream({
    pull(controller) { controller.error(new Error('web failed')); },
  })).toArray());

  const written = [];
  const toWeb = Writable.toWeb(new Writable({
    highWaterMark: 2,
    write(chunk, encoding, callback) {
      written.push(String(chunk));
      setImmediate(callback);
    },
  }));
  const writer = toWeb.getWriter();
  writer.write('one');
  writer.write('two');
  await writer.close();
  console.log(written);

  const got = [];
  const fromWeb = Writable.fromWeb(new WritableStream({
    write(chunk) { got.push(chunk); },
    close() { got.push('closed'); },
  }), { decodeStrings: false });
  fromWeb.write('a');
  fromWeb.end('b');
  await finished(fromWeb);
  console.log(got);

  const { readable, writable } = Duplex.toWeb(new PassThrough());
  const w = writable.getWriter();
  w.write(new Uint8Array([1, 2]));
  w.close();
  console.log(await collect(readable));
  const duplex = Duplex.fromWeb(new TransformStream({
    transform(chunk, controller) { controller.enqueue(String(chunk).toUpperCase()); },
  }), { encoding: 'utf8', decodeStrings: false });
  duplex.end('shout');
  console.log(await duplex.toArray());

  await attempt(() => pipeline(ReadableStream.from(['p', 'q']), new TransformStream({
    transform(chunk, controller) { controller.enqueue(chunk + chunk); },
  }), async (source) => (await collect(source)).join()));
  const sunk = [];
  await pipeline(Readable.from(['to', 'web']), new WritableStream({
    write(chunk) { sunk.push(chunk); },
  }));
  console.log(sunk);
  const composed = compose(new TransformStream({
    transform(chunk, controller) { controller.enqueue(`<${chunk}>`); },
  }), new PassThrough({ objectMode: true }));
  composed.end('c');
  console.log((await composed.toArray()).map(String));
  await attempt(() => finished(ReadableStream.from([]).pipeThrough(new TransformStream())));
  await attempt(() => finished(new ReadableStream({ start(c) { c.error(new Error('bad')); } })));
  console.log(await consumers.text(ReadableStream.from(['text ', new Uint8Array([97])])));

  for (const format of ['gzip', 'deflate', 'deflate-raw']) {
    const packed = ReadableStream.from([new TextEncoder().encode('again '.repeat(500))])
      .pipeThrough(new CompressionStream(format));
    const parts = await collect(packed);
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    const text = await consumers.text(
      ReadableStream.from(parts).pipeThrough(new DecompressionStream(format)));
    console.log(format, size < 100, text.length, text.slice(0, 12));
  }
  await attempt(() => collect(ReadableStream.from([new Uint8Array([1, 2, 3])])
    .pipeThrough(new DecompressionStream('gzip'))));
  const decoded = ReadableStream.from([[0xe2], [0x82, 0xac]].map((x) => new Uint8Array(x)))
    .pipeThrough(new TextDecoderStream());
  console.log(await collect(decoded));
  console.log(await collect(ReadableStream.from(['\ud83d', '\ude00']).pipeThrough(new TextEncoderStream())));
  for (const f of [() => Readable.fromWeb(5), () => Writable.fromWeb({}), () => Readable.toWeb({}),
    () => Writable.toWeb(5), () => Duplex.fromWeb({}), () => Duplex.toWeb(new Readable())]) {
    await attempt(f);
  }
  void Transform;
})();
