// Functions are values with a length and a name.
function declared(a, b, c) {}
const arrow = (a, b = 1, c) => {};
const anonymous = function (...rest) {};
const object = { method(a) {}, ['comp' + 'uted'](a, b) {}, get x() { return 1; }, async *gen() {} };
console.log(declared.length, arrow.length, anonymous.length, object.method.length);
console.log(declared.name, arrow.name, anonymous.name, object.method.name, object.computed.name);
console.log(Object.getOwnPropertyDescriptor(object, 'x').get.name, object.gen.name);
console.log((() => {}).name === '', (function () {}).name === '');

// Names are given by assignments, defaults and patterns, but not by members.
let assigned;
assigned = () => {};
const { picked = function () {} } = {};
const [item = class {}] = [];
const holder = {};
holder.member = () => {};
console.log(assigned.name, picked.name, item.name, JSON.stringify(holder.member.name));
const wrapped = (function () {});
const comma = (0, function () {});
console.log(wrapped.name, JSON.stringify(comma.name));
const symbol = Symbol('desc');
console.log({ [symbol]() {} }[symbol].name);

// Fewer and more arguments than parameters.
const show = (a, b) => `${a},${b}`;
console.log(show(), show(1), show(1, 2, 3));

// A call without return gives undefined; a return ends at the line break.
function broken() {
  return
  'never';
}
console.log(declared(), broken());

// Immediately invoked.
console.log((function () { return 'iife'; })(), (() => 'arrow iife')(), !function () {}());
