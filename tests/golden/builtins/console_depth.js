// Depth 2 by default; %o shows more; dir takes options.
const deep = { l1: { l2: { l3: { l4: { l5: 'bottom' } } } }, a: [[[[1]]]], m: new Map([[{ a: { b: 1 } }, { c: { d: { e: 1 } } }]]) };
console.log(deep);
console.log([deep]);
console.dir(deep, { depth: 0 });
console.dir(deep, { depth: null });
console.dir(deep.l1, { depth: 1 });
console.log({ a: { b: { c: new (class K { x = 1; })(), d: Object.create(null), e: [], f: [1], g: {}, h: new Map(), i: new Date(0), j: () => {}, k: Object.assign(() => {}, { p: 1 }) } } });
