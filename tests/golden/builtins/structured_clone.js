// structuredClone copies deeply: cycles, collections, errors, buffers; what it can't copy it refuses.
const show = (name, make) => {
  try { console.log(name, make()); } catch (e) { console.log(name, `${e.name}: ${e.message}`, e.code); }
};
const cyclic = { a: 1, get b() { return 2; }, [Symbol('s')]: 1 };
cyclic.self = cyclic;
show('object', () => structuredClone(cyclic));
show('shared', () => { const inner = {}; const [x, y] = structuredClone([inner, inner]); return x === y && x !== inner; });
show('array', () => structuredClone([1, , 3]));
show('array with names', () => structuredClone(Object.assign([1, 2], { foo: 'x' })));
show('primitives', () => structuredClone([null, undefined, -0, 2n ** 70n, 'text', true]));
show('wrappers', () => ['s', 1, true, 1n].map((value) => structuredClone(Object(value))));
show('date', () => structuredClone(new Date(5)));
show('pattern', () => { const copy = structuredClone(Object.assign(/a/gi, { lastIndex: 3 })); return [copy, copy.lastIndex]; });
show('collections', () => structuredClone(new Map([[{ a: 1 }, new Set([1, new Map()])]])));
show('instance', () => structuredClone(new (class A { x = 1; #y = 2; })()));
show('no prototype', () => Object.getPrototypeOf(structuredClone(Object.create(null))) === Object.prototype);
show('frozen', () => Object.isFrozen(structuredClone(Object.freeze({ a: 1 }))));

// Errors keep their name where it is a native one, message, cause and stack.
const error = Object.assign(new RangeError('boo', { cause: { x: 1 } }), { extra: 1 });
const copied = structuredClone(error);
console.log(copied instanceof RangeError, copied.message, copied.cause, copied.extra, copied.stack === error.stack, Object.getOwnPropertyNames(copied));
class Mine extends Error { name = 'Mine'; }
console.log(String(structuredClone(new Mine('m'))), String(structuredClone(new AggregateError([1], 'many'))));
console.log(structuredClone(Object.assign(new Error('t'), { name: 'TypeError' })) instanceof TypeError);
const exception = structuredClone(new DOMException('gone', 'AbortError'));
console.log(exception instanceof DOMException, String(exception), exception.code);

// Views keep sharing their buffer; a buffer can be moved instead of copied.
const buffer = new Uint8Array([1, 2, 3, 4]).buffer;
const views = structuredClone({ buffer, bytes: new Uint8Array(buffer, 1, 2), view: new DataView(buffer) });
console.log(views.bytes, views.bytes.buffer === views.buffer, views.view.buffer === views.buffer, views.buffer !== buffer);
const moved = structuredClone({ buffer, bytes: new Uint8Array(buffer, 1) }, { transfer: [buffer] });
console.log(moved, buffer, buffer.detached);
const shared = new SharedArrayBuffer(2);
const other = structuredClone(shared);
new Uint8Array(shared)[0] = 5;
console.log(other, other === shared);
const grown = structuredClone(new Uint8Array(new ArrayBuffer(2, { maxByteLength: 5 })));
grown.buffer.resize(4);
console.log(grown.length);

show('symbol', () => structuredClone(Symbol('x')));
show('symbol object', () => structuredClone(Object(Symbol('x'))));
show('function', () => structuredClone({ f() {} }));
show('promise', () => structuredClone(Promise.resolve()));
show('weak map', () => structuredClone(new WeakMap()));
show('generator', () => structuredClone((function* () {})()));
show('iterator', () => structuredClone([1].values()));
show('proxy', () => structuredClone(new Proxy({}, {})));
show('arguments', () => (function () { return structuredClone(arguments); })(1, 2));
show('global', () => structuredClone(globalThis));
show('detached', () => structuredClone(buffer));
show('getter', () => structuredClone({ get x() { throw new TypeError('from the getter'); } }));
show('transfer', () => structuredClone(1, { transfer: [{}] }));
show('transfer twice', () => { const b = new ArrayBuffer(1); return structuredClone(1, { transfer: [b, b] }); });
show('transfer detached', () => structuredClone(1, { transfer: [buffer] }));
show('transfer shared', () => structuredClone(shared, { transfer: [shared] }));
show('transfer list', () => structuredClone(1, { transfer: 5 }));
show('options', () => structuredClone(1, 5));
show('nothing', () => structuredClone());
