// CompressionStream and DecompressionStream: there and back, in pieces, and what is wrong data.
async function through(stream, chunks) {
  const writer = stream.writable.getWriter();
  const parts = [];
  const reading = (async () => {
    for await (const part of stream.readable) parts.push(part);
  })();
  try {
    for (const chunk of chunks) await writer.write(chunk);
    await writer.close();
  } catch {
    // The reader tells.
  }
  await reading;
  return Buffer.concat(parts);
}

async function main() {
  const text = Buffer.from('what is said again and again is said again in fewer bytes; '.repeat(40));
  for (const format of ['gzip', 'deflate', 'deflate-raw']) {
    const packed = await through(new CompressionStream(format), [text.subarray(0, 99), text.subarray(99)]);
    const head = format === 'deflate-raw' ? '' : packed.toString('hex', 0, 2);
    console.log(format, packed.length < 120, head);
    const singles = Array.from(packed, (byte) => Uint8Array.of(byte));
    for (const chunks of [[packed], singles]) {
      const unpacked = await through(new DecompressionStream(format), chunks);
      console.log(unpacked.equals(text));
    }
    const wrong = {
      'cut off': [packed.subarray(0, -1)],
      'longer': [packed, Uint8Array.of(1)],
      'nothing': [],
      'no such data': [Buffer.alloc(20, 0xff)],
    };
    for (const name in wrong) {
      try {
        await through(new DecompressionStream(format), wrong[name]);
        console.log(name, 'is taken');
      } catch (error) {
        console.log(name, error.name, error.code);
      }
    }
  }
}

main();
