// Getters and setters are named, not called; symbol keys and hidden properties.
console.log({ get g() { return 1; }, set s(v) {}, get gs() { return 1; }, set gs(v) {}, plain: 1 });
console.log(Object.defineProperty({ seen: 1 }, 'hidden', { value: 2 }), Object.defineProperty([], 'x', { get() {}, enumerable: true }));
console.log({ [Symbol('s')]: 1, [Symbol()]: { a: 1 }, [Symbol.iterator]: () => {}, [Symbol('with space')]: 2 }, Object.defineProperty({}, Symbol('hidden'), { value: 1 }));
class WithAccessor { get x() { return 1; } static get y() { return 2; } }
console.log(new WithAccessor(), WithAccessor, { a: { get deep() { return 1; } } });
console.log({ toString() { return 'not used'; }, inspect() { return 'nor this'; } }, { toJSON() { return 'nor that'; } });
const { custom } = { custom: Symbol.for('nodejs.util.inspect.custom') };
console.log({ [custom](depth, options) { return `custom at ${depth} ${typeof options.stylize}`; } }, [{ [custom]: () => 'nested custom' }], { o: { [custom]: () => ({ replaced: 1 }) } });
