// All classes of the web's streams, each loaded when it is first asked for: the globals and
// stream/web take them from here. https://streams.spec.whatwg.org/

const places = {
  __proto__: null,
  ReadableStream: 'readable',
  ReadableStreamTee: 'readable',
  ReadableStreamDefaultReader: 'readable',
  ReadableStreamBYOBReader: 'readable',
  ReadableStreamBYOBRequest: 'bytes',
  ReadableByteStreamController: 'bytes',
  ReadableStreamDefaultController: 'readable',
  TransformStream: 'transform',
  TransformStreamDefaultController: 'transform',
  WritableStream: 'writable',
  WritableStreamDefaultWriter: 'writable',
  WritableStreamDefaultController: 'writable',
  ByteLengthQueuingStrategy: 'util',
  CountQueuingStrategy: 'util',
  TextEncoderStream: 'encoding',
  TextDecoderStream: 'encoding',
  CompressionStream: 'compression',
  DecompressionStream: 'compression',
};

const names = ObjectKeys(places);
for (let i = 0; i < names.length; i++) {
  const name = names[i];
  ObjectDefineProperty(exports, name, {
    __proto__: null,
    enumerable: true,
    get: () => require(`internal/webstreams/${places[name]}`)[name],
  });
}
