// What `this` is depends on the call, except in arrows.
const object = {
  name: 'object',
  method() { return this && this.name; },
  arrow: () => typeof this,
  nested() { return (() => this.name)(); },
};
console.log(object.method(), object.arrow(), object.nested());

const free = object.method;
console.log((object.method)(), (0, object.method)(), free());

function sloppy() { return this === globalThis; }
function strict() { 'use strict'; return this; }
console.log(sloppy(), strict());

// Sloppy functions box primitives, strict ones don't.
function sloppyType() { return typeof this; }
function strictType() { 'use strict'; return typeof this; }
console.log(sloppyType.call(1), strictType.call(1), sloppyType.call(null), strictType.call(null));
console.log([sloppyType.call('s'), strictType.call('s'), strictType.call(undefined)].join());

// bind fixes it; a bound function can't be bound again.
const bound = object.method.bind({ name: 'bound' });
console.log(bound(), bound.call(object), bound.bind({ name: 'twice' })());

// Arrows ignore call, apply and bind.
function make() { return () => this.tag; }
const arrow = make.call({ tag: 'made' });
console.log(arrow(), arrow.call({ tag: 'other' }), arrow.bind({ tag: 'other' })());

// Callbacks: plain calls, or the second argument.
console.log([1].map(function () { return this === globalThis; }));
console.log([1].map(function () { return this.k; }, { k: 'thisArg' }));

// At the top of a CommonJS module.
console.log(this === module.exports, this === globalThis);
