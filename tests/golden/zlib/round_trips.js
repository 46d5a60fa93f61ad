// Every format comes back, at once and as a stream; wrong data is told in zlib's words.
const zlib = require('node:zlib');
const { promisify } = require('node:util');
const { pipeline } = require('node:stream/promises');
const { Readable } = require('node:stream');

const text = 'The quick brown fox jumps over the lazy dog. '.repeat(2000);
const pairs = [
  ['gzip', 'gunzip'], ['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'],
  ['brotliCompress', 'brotliDecompress'], ['gzip', 'unzip'], ['deflate', 'unzip'],
];

for (const [make, read] of pairs) {
  const made = zlib[`${make}Sync`](text);
  console.log(make, read, made.length < text.length / 50, zlib[`${read}Sync`](made).toString() === text);
}

function told(name, run) {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.name, error.code, error.errno, error.message);
  }
}

const packed = zlib.gzipSync('text');
const damaged = Buffer.from(packed);
damaged[damaged.length - 8] ^= 1;
told('no gzip', () => zlib.gunzipSync('text'));
told('no zlib', () => zlib.inflateSync('text'));
told('too short', () => zlib.gunzipSync(packed.subarray(0, 12)));
told('damaged', () => zlib.gunzipSync(damaged));
told('no brotli', () => zlib.brotliDecompressSync('text'));
told('too much', () => zlib.gunzipSync(zlib.gzipSync(text), { maxOutputLength: 100 }));
told('junk', () => zlib.gunzipSync(Buffer.concat([packed, packed, Buffer.from('x')])));
told('refused', () => zlib.gunzipSync(Buffer.concat([packed, Buffer.from('\0x')]),
                                      { rejectGarbageAfterEnd: true }));
told('two members', () => zlib.gunzipSync(Buffer.concat([packed, packed])).toString());
told('level', () => zlib.gzipSync('', { level: 10 }));
told('no dictionary', () => zlib.inflateSync(
  zlib.deflateSync('text', { dictionary: Buffer.from('text') })));
told('a dictionary', () => zlib.inflateSync(
  zlib.deflateSync('text', { dictionary: Buffer.from('text') }),
  { dictionary: Buffer.from('text') }).toString());
told('crc32', () => [zlib.crc32('hello'), zlib.crc32('lo', zlib.crc32('hel'))]);
told('info', () => Object.keys(zlib.gzipSync('x', { info: true })));

(async () => {
  console.log('promise', (await promisify(zlib.gunzip)(await promisify(zlib.gzip)('text'))).toString());
  const chunks = [];
  await pipeline(
    Readable.from(['one ', 'two ', 'three']), zlib.createGzip({ chunkSize: 64 }),
    zlib.createGunzip(), async (source) => {
      for await (const chunk of source) chunks.push(chunk);
    });
  console.log('stream', Buffer.concat(chunks).toString());
  await promisify(zlib.inflate)('nonsense').catch((error) => console.log('rejected', error.code));

  // A flush gives out what there is.
  const stream = zlib.createDeflate();
  stream.write('flushed', () => console.log('written', stream.bytesWritten));
  stream.flush(() => {
    const part = stream.read();
    console.log(zlib.inflateSync(part, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString());
    stream.close(() => console.log('closed', stream.destroyed));
  });
})();
console.log('last line of the script');
