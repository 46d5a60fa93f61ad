// As in V8, the accessors of a literal that begins with a spread come after its other members, up to
// the next spread or computed key.
const seen = [];
const note = (name, value) => { seen.push(name); return value; };
console.log({ ...{ x: 1 }, get d() { return 0; }, b: note('b', 0) });
console.log({ ...null, set d(v) {}, b: note('b2', 1), get c() { return 1; }, m() {}, get d() { return 2; } });
console.log({ ...[1], get d() { return 0; }, [note('k', 'k')]: 2, b: 0, get z() { return 1; }, y: 3 });
console.log({ ...{}, get d() { return 0; }, b: 1, ...{ q: 2 }, get e() { return 1; }, f: 3 });
console.log({ a: 1, ...{}, get d() { return 0; }, b: 0 });
console.log({ get d() { return 0; }, b: 0, ...{ d: 5 } });
console.log({ ...{ d: 1 }, get d() { return 0; }, b: 0 });
console.log({ ...{}, get 'd e'() { return 0; }, 5: 1, get 3() { return 1; }, __proto__: null });
console.log(Object.getOwnPropertyDescriptor({ ...{}, get d() { return 0; }, b: 0, d: 5 }, 'd'));
console.log(Object.getOwnPropertyDescriptor({ ...{}, d: 5, b: 0, get d() { return 0; } }, 'd'));
console.log(seen.join());
