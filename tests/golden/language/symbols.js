// Symbols are unique keys that ordinary listing doesn't show.
const s = Symbol('desc');
console.log(s.toString(), s.description, Symbol().description, Symbol('') .description === '', s === Symbol('desc'));
const o = { [s]: 1, plain: 2 };
console.log(o[s], Object.keys(o), JSON.stringify(o), Object.getOwnPropertySymbols(o).length, s in o);

// The registry.
console.log(Symbol.for('app') === Symbol.for('app'), Symbol.keyFor(Symbol.for('app')), Symbol.keyFor(s));

// They don't become strings or numbers by themselves.
for (const f of [() => s + '', () => `${s}`, () => +s, () => s * 1, () => new Symbol(), () => [s].join(), () => s | 0]) {
  try { f(); } catch (e) { console.log(e.message); }
}
console.log(String(s), !!s, typeof Object(s), Object(s) == s, Object(s).description);

// Well-known symbols change how the language treats an object.
class Temp {
  constructor(c) { this.c = c; }
  [Symbol.toPrimitive](hint) { return hint === 'string' ? this.c + '°' : this.c; }
  get [Symbol.toStringTag]() { return 'Temp'; }
  static [Symbol.hasInstance](x) { return 'c' in x; }
  *[Symbol.iterator]() { yield this.c; }
}
const t = new Temp(20);
console.log(`${t}`, t + 1, t * 2, Object.prototype.toString.call(t), { c: 1 } instanceof Temp, [...t]);
console.log([].concat({ length: 2, 0: 'a', 1: 'b', [Symbol.isConcatSpreadable]: true }));
console.log(Object.getOwnPropertyNames(Symbol).filter((n) => typeof Symbol[n] === 'symbol').sort().join(' '));
