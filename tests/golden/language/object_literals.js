// Shorthand, computed keys, methods, numeric and string keys, __proto__, duplicates.
const x = 1, y = 2;
const key = 'k';
const o = { x, y, [key]: 3, [`${key}2`]() { return 4; }, 'quoted-key': 5, 0x10: 6, 1e3: 7, .5: 8, async: 9, get: 10, set: 11, static: 12, await: 13, of: 14 };
console.log(Object.keys(o).join(' '));
console.log(o.k2(), o[16], o[1000], o[0.5], o.async + o.get + o.set);

// Keys are evaluated before their values, one property after the other.
const log = [];
const t = (v) => (log.push(v), v);
({ [t('k1')]: t('v1'), [t('k2')]: t('v2') });
console.log(log.join());

// __proto__: v sets the prototype; computed or shorthand it is an ordinary name.
const proto = { inherited: true };
const __proto__ = 'own';
console.log({ __proto__: proto }.inherited, Object.keys({ __proto__: proto }).length);
console.log(Object.keys({ ['__proto__']: proto }), Object.keys({ __proto__ }));
console.log(Object.getPrototypeOf({ __proto__: null }), Object.getPrototypeOf({ __proto__: 5 }) === Object.prototype);

// Duplicates: the last value at the first place.
console.log({ a: 1, b: 2, a: 3 });

// Trailing commas, nesting, and an object from a function body needs parentheses.
const make = () => ({ deep: { deeper: [{}, [],] }, });
console.log(make(), (() => { label: 1; })());
