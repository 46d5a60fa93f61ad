// Streams of a Blob: a chunk for each part, also into a given buffer, and as text.
(async () => {
  const blob = new Blob(['ab', 'cdé', new Uint8Array(70000)]);
  const lengths = [];
  for await (const chunk of blob.stream()) lengths.push(`${chunk.constructor.name} ${chunk.length}`);
  console.log(lengths, blob.stream());
  const text = new Blob(['h\u00e9l', new Uint8Array([0xc3]), new Uint8Array([0xb6])]);
  for await (const chunk of text.textStream()) console.log(JSON.stringify(chunk));
  const reader = text.stream().getReader({ mode: 'byob' });
  for (const size of [2, 100, 100, 100]) {
    const { value, done } = await reader.read(new Uint8Array(size));
    console.log(value, done);
    if (done) break;
  }
  console.log(await new Blob().stream().getReader().read());
  const part = blob.slice(1, 4).stream();
  console.log(await Array.fromAsync(part));
  try {
    Blob.prototype.stream.call({});
  } catch (error) {
    console.log(error.code, error.message);
  }
})();
