// The properties of the global object, looked at, changed and deleted before anything uses them.
const show = (name) => {
  const own = Object.getOwnPropertyDescriptor(globalThis, name);
  if (own === undefined) return `${name}: none`;
  const flags = ['writable', 'enumerable', 'configurable'].filter((flag) => own[flag]);
  return `${name}: ${'value' in own ? typeof own.value : 'accessor'} ${flags.join(' ')}`;
};

// Names in the order of their creation, with their attributes.
const language = ['Object', 'Function', 'Array', 'Number', 'parseFloat', 'parseInt', 'Infinity', 'NaN', 'undefined', 'Boolean', 'String', 'Symbol', 'Date', 'Promise', 'RegExp', 'Error', 'JSON', 'Math', 'Map', 'BigInt', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Proxy', 'Reflect', 'globalThis'];
for (const name of language) console.log(show(name));
console.log(language.every((name) => Reflect.ownKeys(globalThis).includes(name)), Object.keys(globalThis).includes('Map'));

// Replaced before the first use.
globalThis.WeakSet = 'mine';
console.log(WeakSet, show('WeakSet'));
Object.defineProperty(globalThis, 'WeakRef', { get() { return 'asked'; }, configurable: true });
console.log(WeakRef, show('WeakRef'));
Object.defineProperty(globalThis, 'DataView', { enumerable: true });
console.log(show('DataView'), new DataView(new ArrayBuffer(2)).byteLength);

// Deleted before the first use.
console.log(delete globalThis.WeakMap, typeof WeakMap, 'WeakMap' in globalThis, Reflect.has(globalThis, 'WeakMap'));
console.log(delete globalThis.FinalizationRegistry, show('FinalizationRegistry'));
try { FinalizationRegistry; } catch (error) { console.log(error.message); }
console.log(Reflect.deleteProperty(globalThis, 'NaN'), Number.isNaN(NaN));

// The same object, however it is reached.
console.log(globalThis.Float64Array === Float64Array, Float64Array.prototype.constructor === Float64Array);
console.log(Object.getPrototypeOf(Float64Array) === Object.getPrototypeOf(Int8Array), Object.getPrototypeOf(Int8Array).name);
console.log(Number.parseFloat === parseFloat, Number.parseInt === globalThis.parseInt);
console.log(Object.getPrototypeOf(EvalError) === Error, Object.getPrototypeOf(URIError.prototype) === Error.prototype);

// A global that is used, then replaced, then used again at the same place.
const results = [];
for (const step of [1, 2, 3]) {
  results.push(typeof Uint16Array);
  if (step === 1) globalThis.Uint16Array = 16;
  if (step === 2) delete globalThis.Uint16Array;
}
console.log(results);
