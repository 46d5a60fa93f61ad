// CompressionStream and DecompressionStream: what goes through comes back, and what is wrong is told.
const run = async (stream, ...chunks) => {
  const writer = stream.writable.getWriter();
  for (const chunk of chunks) writer.write(chunk).catch(() => {});
  writer.close().catch(() => {});
  const bytes = [];
  for await (const chunk of stream.readable) bytes.push(...chunk);
  return Uint8Array.from(bytes);
};
const text = 'hello, hello! '.repeat(3000);

async function main() {
  for (const format of ['gzip', 'deflate', 'deflate-raw', 'brotli']) {
    const packed = await run(new CompressionStream(format), Buffer.from(text));
    console.log(format, packed.length < 400);
    const expand = (...chunks) => run(new DecompressionStream(format), ...chunks);
    const whole = await expand(packed);
    console.log(Buffer.from(whole).toString() === text);
    const pieces = await expand(...Array.from(packed, (byte) => Uint8Array.of(byte)));
    console.log(Buffer.from(pieces).toString() === text);
    for (const wrong of [[packed, Uint8Array.of(1)], [packed.subarray(0, -1)], []]) {
      await expand(...wrong).catch((error) => {
        console.log(error.name, error.code, error.message, error.cause?.message, error.cause?.errno);
      });
    }
    const empty = await run(new CompressionStream(format));
    console.log((await expand(empty)).length);
  }
  await run(new DecompressionStream('brotli'), new Uint8Array(5).fill(255)).catch((error) => {
    console.log(error.name, error.code, error.cause.code, error.cause.errno, error.cause.message);
  });
}
main();
for (const format of ['zstd', undefined, null, Symbol('gzip')]) {
  for (const Stream of [CompressionStream, DecompressionStream]) {
    try {
      new Stream(format);
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
}
