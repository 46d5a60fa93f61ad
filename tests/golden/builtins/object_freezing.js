// preventExtensions, seal and freeze, each stricter than the one before.
const make = (f) => f({ a: 1, nested: { b: 2 } });
for (const f of [(o) => o, Object.preventExtensions, Object.seal, Object.freeze]) {
  const o = make(f);
  o.added = 1;
  o.a = 2;
  o.nested.b = 3;
  const deleted = delete o.a;
  console.log(f.name.padEnd(18), 'added' in o, o.a, o.nested.b, deleted, Object.isExtensible(o), Object.isSealed(o), Object.isFrozen(o));
}
console.log(Object.isFrozen({}), Object.isFrozen(Object.preventExtensions({})), Object.isFrozen(1), Object.freeze(5), Object.isFrozen('s'));
const list = Object.freeze([3, 1, 2]);
for (const f of [(l) => l.push(4), (l) => l.pop(), (l) => l.sort(), (l) => l.reverse(), (l) => l.fill(0), (l) => l.splice(0, 1), (l) => { 'use strict'; l[0] = 1; }, (l) => l.shift(), (l) => l.unshift(0)]) {
  try { f(list); console.log('fine'); } catch (e) { console.log(e.message); }
}
console.log(list, Object.getOwnPropertyDescriptor(list, 0), Object.getOwnPropertyDescriptor(list, 'length'));
const sealed = Object.seal([1, 2]);
try { sealed.push(3); } catch (e) { console.log(e.message, sealed); }
