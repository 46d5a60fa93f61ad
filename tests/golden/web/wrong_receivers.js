// What methods and getters say of receivers and arguments that aren't theirs.
const report = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const getters = [
  [AbortController, 'signal'], [Navigator, 'language'], [Navigator, 'userAgent'],
  [PerformanceMark, 'detail'], [PerformanceMeasure, 'detail'], [PerformanceEntry, 'name'],
  [PerformanceResourceTiming, 'name'], [PerformanceResourceTiming, 'fetchStart'],
  [MessageEvent, 'data'], [CloseEvent, 'code'], [CustomEvent, 'detail'],
  [CountQueuingStrategy, 'highWaterMark'], [TextEncoderStream, 'encoding'], [TextDecoder, 'fatal'],
];
for (const [Class, name] of getters) {
  const { get } = Object.getOwnPropertyDescriptor(Class.prototype, name);
  for (const receiver of [undefined, {}]) {
    report(`${Class.name}.${name}`, () => get.call(receiver));
  }
}
for (const receiver of [undefined, {}]) {
  report('observe', () => PerformanceObserver.prototype.observe.call(receiver));
  report('disconnect', () => PerformanceObserver.prototype.disconnect.call(receiver));
  report('toJSON', () => PerformanceResourceTiming.prototype.toJSON.call(receiver));
  report('forEach', () => Headers.prototype.forEach.call(receiver, () => {}));
  report('entries', () => FormData.prototype.entries.call(receiver));
}
report('next', () => new Headers().keys().next.call(new FormData().keys()));
report('next', () => new FormData().keys().next.call(new Headers().keys()));
report('types', () => new MessageEvent(Symbol('type')));
report('types', () => new CloseEvent(Symbol('type')));
report('dictionaries', () => new MessageEvent('x', 'y'));
report('dictionaries', () => new CloseEvent('x', 1));
report('sinks', () => new WritableStream('sink', 1));
report('transformers', () => new TransformStream('transformer', 1));
report('strategies', () => new CountQueuingStrategy(() => {}));
report('decoders', () => new TextDecoder('unknown', 1));
for (const [label, stream] of [['utf-8', false], ['utf-8', true], ['utf-16le', true], ['latin1', false]]) {
  report(label, () => new TextDecoder(label).decode('text', { stream }));
}
