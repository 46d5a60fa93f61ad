// Streams are moved by structuredClone and by ports: the one that is moved is locked, and a new one
// takes its place. Without being listed they can't be cloned.
const report = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
for (const Stream of [ReadableStream, WritableStream, TransformStream]) {
  report('not listed', () => structuredClone({ stream: new Stream() }));
  report('listed twice', () => {
    const stream = new Stream();
    return structuredClone(stream, { transfer: [stream, stream] });
  });
  report('moved', () => {
    const stream = new Stream();
    const copy = structuredClone(stream, { transfer: [stream] });
    return [copy instanceof Stream, copy === stream, Object.getOwnPropertyNames(copy), copy, stream];
  });
  report('moved twice', () => {
    const stream = new Stream();
    structuredClone(stream, { transfer: [stream] });
    return structuredClone(stream, { transfer: [stream] });
  });
}
report('locked', () => {
  const stream = new ReadableStream();
  stream.getReader();
  return structuredClone(stream, { transfer: [stream] });
});
report('locked half', () => {
  const stream = new TransformStream();
  stream.writable.getWriter();
  return structuredClone(stream, { transfer: [stream] });
});
report('with its halves', () => {
  const stream = new TransformStream();
  return structuredClone(stream, { transfer: [stream.readable, stream] });
});
report('reader', () => structuredClone(new ReadableStream().getReader()));
report('by a port', () => new MessageChannel().port1.postMessage(new ReadableStream()));

const move = (stream) => structuredClone(stream, { transfer: [stream] });

async function main() {
  const chunks = move(new ReadableStream({
    start(controller) {
      controller.enqueue('text');
      controller.enqueue(new Map([[1, { two: 3 }]]));
      controller.close();
    },
  }));
  for await (const chunk of chunks) console.log('chunk', chunk);

  const failing = move(new ReadableStream({ start: (c) => c.error(new RangeError('gone')) }));
  await failing.getReader().read().catch((error) => console.log(error.name, error.message));

  const unclonable = move(new ReadableStream({
    start: (c) => c.enqueue(() => {}),
    cancel: (error) => console.log('cancelled', error.name, error.message),
  }));
  await unclonable.getReader().read().catch((error) => console.log(error.name, error.message));

  const doubled = move(new TransformStream({ transform: (x, c) => c.enqueue(x + x) }));
  const writer = doubled.writable.getWriter();
  writer.write('a');
  writer.write('b');
  writer.close();
  for await (const chunk of doubled.readable) console.log('doubled', chunk);

  const { port1, port2 } = new MessageChannel();
  port2.onmessage = async ({ data }) => {
    for await (const chunk of data.stream) console.log('through a port', chunk);
    port2.close();
  };
  const stream = new ReadableStream({
    start(c) {
      c.enqueue(1);
      c.close();
    },
  });
  port1.postMessage({ stream }, [stream]);
}
main();
