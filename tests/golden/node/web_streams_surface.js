// What the classes of the web's streams have, and how their objects look.
const web = require('stream/web');

const describe = (name, object) => {
  console.log(name);
  for (const key of Reflect.ownKeys(object)) {
    // Streams can't be cloned to other threads yet.
    if (/messaging_|^Symbol\(k/.test(String(key))) continue;
    const { value, get, set, enumerable, writable, configurable } =
      Object.getOwnPropertyDescriptor(object, key);
    const what = get ? `get ${get.name}${set ? ` set ${set.name}` : ''}` :
      typeof value === 'function' ? `function ${value.name}/${value.length}` : typeof value;
    console.log(`  ${String(key)}: ${what} ` +
      `${enumerable ? 'e' : ''}${writable ? 'w' : ''}${configurable ? 'c' : ''}`);
  }
};

console.log(Object.keys(web));
for (const name of Object.keys(web)) {
  if (name === 'ReadableStreamTee') continue;
  describe(name, web[name]);
  describe(`${name}.prototype`, web[name].prototype);
}

const readable = new ReadableStream({
  start(controller) { console.log(controller); },
});
const bytes = new ReadableStream({
  type: 'bytes',
  start(controller) { console.log(controller); },
});
const writable = new WritableStream({
  start(controller) { console.log(controller, controller.signal); },
});
const transform = new TransformStream({
  start(controller) { console.log(controller); },
});
console.log(readable, bytes, writable, transform);
console.log(Reflect.ownKeys(readable), Reflect.ownKeys(transform));
console.log(readable.getReader(), bytes.getReader({ mode: 'byob' }), writable.getWriter());
console.log(readable, writable);
console.log(new CountQueuingStrategy({ highWaterMark: 2 }),
  new ByteLengthQueuingStrategy({ highWaterMark: '3' }));
console.log(new TextEncoderStream(), new TextDecoderStream('utf-16le', { fatal: true }));
console.log(new CompressionStream('gzip'));
console.log({ a: { b: { c: new TransformStream() } } });
for (const object of [readable, writable, transform, new CompressionStream('deflate')]) {
  console.log(Object.prototype.toString.call(object));
}
console.log(new ReadableStream().values());
console.log(ReadableStream.prototype.values === ReadableStream.prototype[Symbol.asyncIterator]);
for (const name of ['locked', 'state']) console.log(name in readable);
