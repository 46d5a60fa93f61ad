// Blob and File: sources, options, slices, reading, blob URLs, structuredClone.
const text = (blob) => blob.text().then((read) => console.log(blob, JSON.stringify(read)));
const attempt = (make) => {
  try {
    console.log(make());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
(async () => {
  await text(new Blob());
  await text(new Blob(['a', 1, null, { toString: () => 'o' }, '\ud800'], { type: 'Text/Plain' }));
  const bytes = new Uint8Array([65, 66, 67, 68]);
  await text(new Blob([bytes, bytes.subarray(1, 3), bytes.buffer, new DataView(bytes.buffer, 2), new Blob(['z'])]));
  await text(new Blob(['a\r\nb\nc\rd'], { endings: 'native', type: 'b\u00e4d' }));
  await text(new Blob(new Set(['\ufeffx', 'y'])));
  const blob = new Blob(['hello ', 'world'], { type: 'x/y' });
  for (const range of [[], [1], [-3], [2, 8], [8, 2], [NaN, 3], [0.5, 4.5], [0, 2, 'A/B'], [-100, 100]]) {
    await text(blob.slice(...range));
  }
  console.log(await blob.arrayBuffer(), await blob.slice(0, 3).bytes());

  attempt(() => Blob());
  for (const sources of [1, 'ab', null, {}, [Symbol('s')]]) attempt(() => new Blob(sources));
  attempt(() => new Blob([], 1));
  attempt(() => new Blob([], { endings: 'other' }));
  attempt(() => Object.getOwnPropertyDescriptor(Blob.prototype, 'size').get.call({}));
  attempt(() => Blob.prototype.slice.call({}));
  await Blob.prototype.text.call({}).catch((error) => console.log(error.code, error.message));

  const file = new File(['x'], 'n\ud800', { type: 'a/b', lastModified: 5 });
  console.log(file, file.name, file instanceof Blob, file.slice(), new File([], 'n').lastModified > 1e12);
  for (const lastModified of [1.5, 'x', -1, null, Infinity]) {
    console.log(new File([], 'n', { lastModified }).lastModified);
  }
  attempt(() => File([], 'n'));
  attempt(() => new File([]));
  attempt(() => new File('x', 'n'));
  attempt(() => new File([], Symbol('s')));
  attempt(() => new File([], 'n', { lastModified: 1n }));
  attempt(() => Object.getOwnPropertyDescriptor(File.prototype, 'name').get.call(blob));

  const url = URL.createObjectURL(blob);
  console.log(url.replace(/[0-9a-f]+/g, (hex) => hex.length), new URL(url).origin, URL.revokeObjectURL(url));
  console.log(structuredClone({ blob, file }), await structuredClone(file).text());
  console.log({ a: { b: { blob, file } } }, [[[blob]]], [[[file]]]);
  class Own extends Blob {}
  console.log(new Own(['x']), new Own(['x']).slice() instanceof Own, Object.prototype.toString.call(file));
  console.log(Blob, File, Blob.prototype, File.prototype, Blob.length, File.length);

  // When reads are done: after a microtask for each part, and between two.
  const order = [];
  const done = (name, promise) => promise.then(() => order.push(name));
  done('empty', new Blob().arrayBuffer());
  done('buffer', new Blob(['x']).arrayBuffer());
  done('text', new Blob(['x']).text());
  done('three', new Blob(['x', 'y', 'z']).bytes());
  let chain = Promise.resolve();
  for (let i = 0; i < 8; i++) chain = chain.then(() => order.push(i));
  await chain;
  console.log(order.join());
})();
