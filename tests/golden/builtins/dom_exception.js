// DOMException is an error whose name and message are slots.
const error = new DOMException('gone', 'AbortError');
console.log(error.name, error.message, error.code, String(error), Object.prototype.toString.call(error), Error.isError(error));
console.log(error instanceof Error, Object.getPrototypeOf(DOMException.prototype) === Error.prototype, error.stack.split('\n')[0], Object.keys(error));
console.log(new DOMException().name, new DOMException().message === '', new DOMException(5, 6).name, new DOMException('m', { name: 'N', cause: 7 }).cause);
console.log(new DOMException('m', 'DataCloneError').code, new DOMException('m', 'FooError').code, new DOMException('m', '').code);
class Mine extends DOMException {}
console.log(String(new Mine('a', 'b')), new Mine('a', 'b') instanceof Mine);
for (const f of [() => DOMException('a'), () => DOMException.prototype.name, () => new DOMException(Symbol('s'))]) {
  try { f(); } catch (e) { console.log(`${e.name}: ${e.message}`, e.code); }
}
console.log(Object.getOwnPropertyDescriptors(DOMException.prototype).code, Object.getOwnPropertyDescriptor(DOMException, 'ABORT_ERR'));
console.log(Object.keys(DOMException).join());
