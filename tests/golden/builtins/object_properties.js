// Property descriptors: what defineProperty makes and what it refuses.
const o = {};
Object.defineProperty(o, 'fixed', { value: 1 });
Object.defineProperty(o, 'open', { value: 2, writable: true, enumerable: true, configurable: true });
Object.defineProperty(o, 'acc', { get() { return this.open * 10; }, configurable: true });
console.log(o, o.acc, Object.keys(o), JSON.stringify(o));
console.log(Object.getOwnPropertyDescriptor(o, 'fixed'), Object.getOwnPropertyDescriptor(o, 'none'));
console.log(Object.getOwnPropertyDescriptors({ a: 1, get b() { return 1; } }));
const attempt = (label, f) => { try { f(); console.log(label, 'fine'); } catch (e) { console.log(label, e.message); } };
attempt('change value', () => Object.defineProperty(o, 'fixed', { value: 2 }));
attempt('same value', () => Object.defineProperty(o, 'fixed', { value: 1 }));
attempt('make enumerable', () => Object.defineProperty(o, 'fixed', { enumerable: true }));
attempt('make accessor', () => Object.defineProperty(o, 'fixed', { get() {} }));
attempt('accessor to data', () => Object.defineProperty(o, 'acc', { value: 'data' }));
attempt('both', () => Object.defineProperty(o, 'x', { get() {}, value: 1 }));
attempt('getter no function', () => Object.defineProperty(o, 'x', { get: 1 }));
attempt('no descriptor', () => Object.defineProperty(o, 'x', 1));
attempt('no object', () => Object.defineProperty(1, 'x', {}));
attempt('length of array', () => Object.defineProperty([], 'length', { value: -1 }));
Object.defineProperties(o, { p: { value: 'p', enumerable: true }, q: { get: () => 'q', enumerable: true } });
console.log(o, Object.getOwnPropertyNames(o).join());

// writable can go from true to false, not back; attributes that are left out stay.
const w = { v: 1 };
Object.defineProperty(w, 'v', { writable: false });
console.log(Object.getOwnPropertyDescriptor(w, 'v'));
console.log(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } }));
