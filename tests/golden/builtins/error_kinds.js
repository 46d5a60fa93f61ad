// The kinds of errors, and what an error consists of.
for (const E of [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError]) {
  const e = new E('message');
  console.log(e.name, e.message, String(e), e instanceof E, e instanceof Error, Object.getPrototypeOf(E) === (E === Error ? Function.prototype : Error), E.length, E('called').name, Object.keys(e).length);
}
const e = new Error('m');
console.log(Object.getOwnPropertyNames(e).sort(), Object.getOwnPropertyDescriptor(e, 'message'), 'message' in new Error(), Object.hasOwn(new Error(), 'message'), new Error(undefined).message === '', new Error(null).message);
console.log(e.stack.split('\n')[0], typeof e.stack, Error.prototype.name, Error.prototype.message === '', Error.prototype.toString.call({ name: 'N', message: 'M' }), Error.prototype.toString.call({}), Error.prototype.toString.call({ name: '', message: 'only' }), Error.prototype.toString.call({ name: 'only', message: '' }));

// cause, only when the options have it.
const c = new Error('outer', { cause: new TypeError('inner') });
console.log(c.cause.message, Object.hasOwn(c, 'cause'), Object.getOwnPropertyDescriptor(c, 'cause').enumerable, 'cause' in new Error('x', {}), 'cause' in new Error('x', { cause: undefined }), new Error('x', { cause: 0 }).cause, 'cause' in new Error('x', 'str'));

// AggregateError.
const a = new AggregateError([new Error('one'), 'two'], 'several', { cause: 'why' });
console.log(a.name, a.message, a.errors.length, a.cause, a instanceof Error, Object.getOwnPropertyDescriptor(a, 'errors').enumerable, AggregateError.length);
try { new AggregateError(5); } catch (e) { console.log(e.message); }

// Subclasses; name on the prototype or the instance.
class HttpError extends Error {
  constructor(status, ...rest) { super(`status ${status}`, ...rest); this.status = status; }
  get name() { return 'HttpError'; }
}
const h = new HttpError(404, { cause: 'gone' });
console.log(String(h), h.status, h.cause, h.stack.split('\n')[0], h instanceof HttpError, Object.prototype.toString.call(h));
e.name = 'Renamed';
e.message = 'changed';
console.log(String(e), e.stack.split('\n')[0]);
function Old(m) { Error.call(this, m); this.message = m; }
Old.prototype = Object.create(Error.prototype, { name: { value: 'Old' } });
console.log(String(new Old('old style')), new Old('x') instanceof Error, new Old('x').stack);
console.log(typeof Error.captureStackTrace, Error.stackTraceLimit, Object.hasOwn(Error.prototype, 'stack'));
const holder = {};
Error.captureStackTrace(holder);
console.log(typeof holder.stack, holder.stack.split('\n')[0]);
try { Error.prototype.toString.call(1); } catch (e) { console.log(e.message); }
