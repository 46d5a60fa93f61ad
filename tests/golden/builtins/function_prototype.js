// call, apply, bind and toString.
function show(...args) { return [this?.tag ?? typeof this, ...args].join(' '); }
console.log(show.call({ tag: 't' }, 1, 2), show.apply({ tag: 't' }, [1, 2]), show.apply({ tag: 't' }, { length: 2, 0: 'a' }));
console.log(show.apply({ tag: 't' }), show.apply({ tag: 't' }, null));
const bound = show.bind({ tag: 'b' }, 1);
console.log(bound(2), bound.name, bound.length, 'prototype' in bound);
function add(a, b, c) { return a + b + c; }
const add1 = add.bind(null, 1);
console.log(add1.length, add1(2, 3), add1.bind(null, 10)(100), add1.bind().name);
class P { constructor(x, y) { this.x = x; this.y = y; } }
const P1 = P.bind(null, 'x');
console.log(new P1('y'), new P1('y') instanceof P, new P1('z') instanceof P1);

// toString gives the source text exactly.
function  spaced ( a,b ) { /* comment */ return a }
console.log(spaced.toString());
console.log((async  (x) => x).toString(), (class  A { m ( ) { } }).toString());
console.log({ get  x ( ) { return 1 } }.__lookupGetter__('x').toString(), { *  g ( ) { } }.g.toString(), { ['c' + 1] ( ) { } }.c1.toString());
console.log(Math.max.toString(), (function () {}).bind().toString(), class { static #p() {} }.toString());
console.log(Function.prototype.toString.call(Map), typeof Function.prototype, Function.prototype(), Function.prototype.name === '', Function.prototype.length);
for (const f of [() => Function.prototype.toString.call({}), () => show.apply(null, 1), () => (void 0)(), () => Function.prototype.call.call(1), () => new (() => {})(), () => Function.prototype.bind.call(1)]) {
  try { f(); } catch (e) { console.log(e.message); }
}
console.log(Object.getOwnPropertyDescriptor(show, 'name'), Object.getOwnPropertyDescriptor(show, 'length'));
console.log(Object.getOwnPropertyDescriptor(show, 'prototype').writable, Object.getOwnPropertyDescriptor(P, 'prototype').writable);
console.log(Object.getOwnPropertyNames(Function.prototype).sort().join(' '), show instanceof Function, Function instanceof Object);
