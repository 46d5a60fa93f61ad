// The directives of format strings, with values of all kinds.
Error.stackTraceLimit = 0;
class Shown { toString() { return 'shown'; } }
class Heir extends Shown {}
class Primitive { [Symbol.toPrimitive](hint) { return hint; } }
class Custom { [Symbol.for('nodejs.util.inspect.custom')]() { return 'custom'; } }
const values = {
  zero: -0, one: 1.5, big: 12n, symbol: Symbol('s'), text: 'te\nxt', nothing: null, missing: undefined, yes: true,
  object: { a: { b: { c: 1 } } }, bare: Object.create(null), list: [1, [2, [3]]], map: new Map([[{ a: 1 }, 2]]),
  weakSet: new WeakSet([{ a: 1 }]), weakMap: new WeakMap([[{ k: 1 }, 2]]), shared: new SharedArrayBuffer(2), bytes: new Uint8Array(2),
  date: new Date(0), regexp: /x/, error: new Error('m'), function: function f() {}, class: class A {}, arrow: () => {},
  ownText: { toString() { return 'own'; } }, shown: new Shown(), heir: new Heir(), primitive: new Primitive(), custom: new Custom(),
  numeric: '12.7abc', proxy: new Proxy({ a: 1 }, {}), promise: Promise.resolve(1),
};
for (const name in values) {
  for (const format of ['%s', '%d', '%i', '%f', '%j', '%o', '%O', '%c', '%x']) {
    try {
      console.log(`${name} ${format}`);
      console.log(format, values[name]);
    } catch (error) {
      console.log('threw', error.message);
    }
  }
}
const circle = { a: 1 };
circle.self = circle;
console.log('%j %o', circle, circle);
console.log('%j', { toJSON() { return { x: 1 }; } });
try {
  console.log('%j', { toJSON() { throw new Error('from toJSON'); } });
} catch (error) {
  console.log(error.message);
}
console.log('%%', 1, '%s', 2);
console.log('%s %s %s', 1);
console.log('a%', 'b');
console.log('%', '%');
console.log('100%', 5, { a: 1 });
console.log('%%%s%%', 'x', 'y');
console.log('%s', 'a', 'b', { c: 1 });
console.log(1, '%s', 2);
const assigned = new Error('m');
assigned.stack = { frames: [1, 2] };
console.log('%o', assigned);
console.log('%s|%O', assigned, assigned);
