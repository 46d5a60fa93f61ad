// TextDecoder and TextEncoder show their attributes on one line, or their name where they are too deep.
const { inspect } = require('util');
console.log(new TextDecoder(), new TextEncoder());
console.log(new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }));
console.log([new TextDecoder('latin1')], { a: { b: { c: new TextDecoder(), d: new TextEncoder() } } });
console.log(inspect(new TextDecoder(), { depth: -1 }), inspect(new TextDecoder(), { compact: false }));
class Own extends TextDecoder {}
console.log(new Own());
console.log(TextDecoder.prototype, TextEncoder.prototype);
console.log(new TextEncoder()[inspect.custom](2, {}));
try {
  TextDecoder.prototype[inspect.custom].call({});
} catch (error) {
  console.log(error.code, error.message);
}
