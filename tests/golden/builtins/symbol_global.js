// The Symbol function and Symbol.prototype.
console.log(Symbol('a'), Symbol(), Symbol(''), Symbol(undefined).description, Symbol(null), Symbol(42).description, Symbol({}).toString());
console.log(Symbol.iterator, String(Symbol.for('x')), Symbol.for('x').description, Symbol.for().description, Symbol.keyFor(Symbol.iterator));
console.log(Object(Symbol('boxed')), typeof Object(Symbol()), Object(Symbol.iterator).valueOf() === Symbol.iterator, Symbol.prototype[Symbol.toStringTag]);
console.log({ [Symbol('k')]: 1, [Symbol.iterator]: 2, [Symbol()]: 3 });
for (const f of [() => new Symbol(), () => Symbol.keyFor('x'), () => Symbol() + 1, () => Math.max(Symbol()), () => Symbol.prototype.toString.call(1), () => JSON.parse(Symbol())]) { try { f(); } catch (e) { console.log(e.message); } }
console.log(JSON.stringify({ s: Symbol(), [Symbol()]: 1, l: [Symbol()] }), Object.getOwnPropertySymbols({ [Symbol.for('q')]: 1 }));
console.log(Symbol.iterator in [], Symbol.hasInstance in (() => {}), [][Symbol.iterator].name, Function.prototype[Symbol.hasInstance].name, Symbol.prototype[Symbol.toPrimitive].name);
const o = { [Symbol.toStringTag]: 'Tagged' };
console.log(String(o), o);
console.log(Object.getOwnPropertyNames(Symbol).sort().join(' '));
