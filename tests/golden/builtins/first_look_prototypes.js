// Built-in objects whose first use is an unusual one: it finds them as any later use would.
const keys = (object) => Reflect.ownKeys(object).map(String).join(' ');

// Asked for their keys.
console.log(keys(WeakMap), '|', keys(WeakMap.prototype));
console.log(keys(Map.prototype));
console.log(keys(Reflect.getPrototypeOf(new Map().entries())));
console.log(Object.getOwnPropertyNames(Object.getPrototypeOf(function* () {}.prototype)).join(' '));
console.log(keys(Object.getPrototypeOf(async () => {})), keys(Object.getPrototypeOf(async () => {}).constructor));
for (const name in Set.prototype) console.log('not enumerable:', name);
console.log(Object.entries(Set.prototype), JSON.stringify(WeakRef.prototype), { ...Number });

// Changed.
console.log(delete Set.prototype.union, 'union' in new Set(), keys(Set.prototype).includes('has'));
WeakSet.prototype.has = function () { return 'mine'; };
console.log(new WeakSet().has({}), Object.getOwnPropertyDescriptor(WeakSet.prototype, 'has').enumerable);
BigInt.prototype.twice = function () { return this * 2n; };
console.log(21n.twice(), Object.keys(BigInt.prototype), (5n).toString());
Object.defineProperty(Symbol.prototype, 'description', { get() { return 'hidden'; } });
console.log(Symbol('shown').description, String(Symbol('shown')));
Reflect.setPrototypeOf(ArrayBuffer.prototype, { inherited: true });
console.log(new ArrayBuffer(3).inherited, new ArrayBuffer(3).byteLength);
Object.setPrototypeOf(RangeError, null);
console.log(Object.getPrototypeOf(RangeError), RangeError.name, RangeError.length, keys(RangeError));

// Closed.
console.log(Object.isExtensible(DataView.prototype), Object.isFrozen(DataView));
Object.preventExtensions(DataView.prototype);
DataView.prototype.extra = 1;
console.log(DataView.prototype.extra, typeof DataView.prototype.getInt8, keys(DataView.prototype).length > 100);
Object.freeze(Float32Array);
Float32Array.BYTES_PER_ELEMENT = 5;
Float32Array.other = 5;
console.log(Float32Array.BYTES_PER_ELEMENT, Float32Array.other, keys(Float32Array));
Object.seal(Reflect);
console.log(delete Reflect.ownKeys, Reflect.ownKeys({ a: 1 }));

// Functions: made once, and complete.
console.log(Date.prototype.getTime === Date.prototype.getTime, Date.prototype.getTime.name, Date.prototype.setHours.length);
console.log(Date.prototype.toGMTString === Date.prototype.toUTCString, String.prototype.trimLeft.name, Map.prototype[Symbol.iterator].name);
const { get } = Object.getOwnPropertyDescriptor(RegExp.prototype, 'flags');
console.log(get.name, get === Object.getOwnPropertyDescriptor(RegExp.prototype, 'flags').get, get.call({ global: true }));
console.log(keys(Promise.race), Promise.race.name, Promise.race.length, 'prototype' in Promise.race);
console.log(Int8Array.prototype.toString === Array.prototype.toString, Object.hasOwn(Int8Array.prototype, 'toString'));

// Shown.
console.log(Iterator.prototype, Math.constructor === Object, WeakRef.prototype, [URIError.prototype.name, URIError.prototype.message]);
console.log(Object.prototype.toString.call(JSON), Object.prototype.toString.call(Promise.prototype));

// Through a class and a proxy.
class Mine extends Float64Array { sum() { return super.reduce((a, b) => a + b); } }
console.log(Mine.of(1, 2).sum(), Mine.BYTES_PER_ELEMENT, Object.keys(Mine));
const log = [];
const proxy = new Proxy(EvalError, { get(target, key, receiver) { log.push(String(key)); return Reflect.get(target, key, receiver); } });
console.log(new proxy('e') instanceof EvalError, log);
