// What every object inherits.
const o = { x: 1 };
console.log(o.hasOwnProperty('x'), o.propertyIsEnumerable('x'), Object.prototype.isPrototypeOf(o), o.valueOf() === o);
console.log(String(o), o.toLocaleString(), o.constructor === Object, Object.prototype.__proto__);
const kinds = [undefined, null, true, 1, 's', Symbol(), {}, [], () => {}, new Date(0), new Error('e'), new Map(), new Set(), Promise.resolve(), (function () { return arguments; })(), Math, JSON, function* () {}(), globalThis, new (class X {})(), { [Symbol.toStringTag]: 'Mine' }];
console.log(kinds.map((k) => Object.prototype.toString.call(k).slice(8, -1)).join(' '));
const p = { inherited: 1 };
const c = { __proto__: p };
console.log(Object.getPrototypeOf(c) === p, p.isPrototypeOf(c), c.__proto__ === p, Object.setPrototypeOf(c, null) === c, Object.getPrototypeOf(c));
console.log(c.__proto__, typeof c.toString);
o.__defineGetter__('g', () => 'got');
o.__defineSetter__('g', function (v) { this.x = v; });
o.g = 9;
console.log(o.g, o.x, typeof o.__lookupGetter__('g'), o.__lookupSetter__('none'));
for (const f of [() => Object.setPrototypeOf({}, 1), () => Object.setPrototypeOf(null, {}), () => Object.setPrototypeOf(Object.preventExtensions({}), {}), () => Object.prototype.valueOf.call(null), () => Object.setPrototypeOf(Object.prototype, {}), () => Object.create(1)]) {
  try { f(); } catch (e) { console.log(e.message); }
}
console.log(Object.getOwnPropertyNames(Object.prototype).sort().join(' '));
console.log(Object.getOwnPropertyNames(Object).sort().join(' '));
