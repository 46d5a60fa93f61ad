// What scripts of a context see and do of its object: each line is a script, what it gives, and the
// object afterwards.
const vm = require('vm');
const log = console.log;
const run = (text, object = {}) => {
  const context = vm.createContext(object);
  try {
    log(text, '->', vm.runInContext(text, context), object);
  } catch (error) {
    log(text, '->', error.name, error.message, object);
  }
};
const fixed = (name, value) => Object.defineProperty({}, name, { value });
const readOnly = () => ({ get y() { return 1; } });

run('Object.keys(this)', { b: 1, a: 2, c: 3 });
run('c = 1; a = 2; var b = 3; function d() {} this.e = 5; Object.keys(this).join()', { b: 0 });
run('var v; let l = 1; const k = 2; [typeof v, l, k, Object.hasOwn(this, "v"), Object.hasOwn(this, "l")]');
run('function f() {} var f; delete this.f');
run('f = 1; function f() {} f');
run('"use strict"; function f() {} f = 2; typeof f');
run('x = 1; delete x');
run('this.x = 1; delete this.x');
run('delete y', { y: 1 });
run('y = 2; y', fixed('y', 1));
run('"use strict"; y = 2; y', fixed('y', 1));
run('"use strict"; y = 2; y', readOnly());
run('y = 2; y', readOnly());
run('var y; y', { y: 5 });
run('var y = 7; y', { y: 5 });
run('function y() {} typeof y', { y: 5 });
run('function y() {} typeof y', fixed('y', 1));
run('function y() {} typeof y', { get y() { return 1; }, set y(value) { log('set', typeof value); } });
run('function undefined() {}');
run('let undefined');
run('let Array = 1; Array');
run('let y = 1; y', { y: 2 });
run('let a1 = 1; try { eval("var a1") } catch (error) { error.message }');
run('Object.defineProperty(globalThis, "k", { get() { return 3; } }); k');
run('Object.defineProperty(globalThis, "k", { value: 3 }); try { Object.defineProperty(globalThis, "k", { value: 4 }) } catch (error) { error.message }');
run('Object.defineProperties(globalThis, { k: { value: 3, writable: true, enumerable: true } }); k = 8; k');
run('Reflect.set(globalThis, "m", 3), m');
run('Object.assign(globalThis, { m: 3 }); m');
run('[globalThis.hasOwnProperty("m"), Reflect.has(globalThis, "toString"), "toString" in globalThis]', { m: 1 });
run('this.toString()', { [Symbol.toStringTag]: 'T' });
run('Object.setPrototypeOf(this, { pz: 1 }); pz');
run('Object.getPrototypeOf(this) === Object.prototype', Object.create(null));
run('[this.constructor.name, Object.getPrototypeOf(this) === Object.prototype]');
run('const o = Object.create(globalThis); o.z = 3; [o.z, typeof z, Object.keys(o)]');
run('const o = Object.create(globalThis); o.z = 3; [o.z, z, Object.keys(o)]', { z: 1 });
run('with ({ a: 1 }) { var zz = a } zz');
run('eval("var ev = 3"); delete this.ev');
run('(0, eval)("var ev = 3"); [delete this.ev, typeof ev]');
run('(0, eval)("let ev = 3"); typeof ev');
run('new Function("return this")() === this && (function () { return this })() === this');
run('setX = v => { x = v }; setX(3); x', { x: 0 });
run('Object.preventExtensions(this)');
run('Object.freeze(this)');
run('Object.isExtensible(this)', Object.freeze({ a: 1 }));
run('undefined = 1; NaN = 2; [undefined, NaN]');
run('"use strict"; Infinity = 1');
run('Array = 5; [Array, [].constructor === Array]');
run('"use strict"; nope = 1');
run('nope');
run('this[Symbol.for("s")] = 1; Symbol.for("s") in this');
run('[typeof console, typeof setTimeout, typeof URL, typeof require, console.log(1), Object.keys(console).length]');
run('({ x } = { x: 9 }); [x] = [10]; x', { x: 1 });
run('for (var i of [1, 2]); i');
run('[inh, "inh" in this, Object.keys(this)]', Object.create({ inh: 1 }));
run('y = 2; z = 3; var w = 4; [y, z, typeof w]', Object.freeze({ y: 1 }));

// An object that is its own property; identity.
const c = vm.createContext({ a: 1 });
c.self = c;
log(vm.runInContext('[self === globalThis, this === globalThis, this.self === this]', c));
log(vm.runInContext('globalThis', c), vm.runInContext('this', c) === c);
log(vm.runInContext('[] instanceof Array', c), vm.runInContext('[]', c) instanceof Array);

// Functions of the context go on using the object.
vm.runInContext('function get() { return z } function put(v) { z = v }', c);
c.z = 2;
log(c.get());
c.put(5);
log(c.z);
delete c.z;
try {
  c.get();
} catch (error) {
  log(error.name, error.message, error instanceof ReferenceError);
}

// A proxy as the object.
const seen = [];
const object = new Proxy({ p: 1 }, {
  get(target, key) { seen.push(`get ${String(key)}`); return target[key]; },
  set(target, key, value) { seen.push(`set ${String(key)}`); target[key] = value; return true; },
  deleteProperty(target, key) { seen.push(`delete ${String(key)}`); return delete target[key]; },
});
log(vm.runInContext('[p, delete this.p, typeof q]', vm.createContext(object)));
log(seen.join());

// One that stands for itself.
const plain = vm.createContext(vm.constants.DONT_CONTEXTIFY);
log(plain, vm.isContext(plain), vm.runInContext('globalThis', plain) === plain);
vm.runInContext('var q1 = 1; q2 = 2; let q3 = 3', plain);
log(plain, plain.q3, Object.getOwnPropertyDescriptor(plain, 'q1'));
log(vm.runInContext('Object.freeze(this); Object.isFrozen(this)', plain));
log(vm.isContext({}), vm.isContext(c), vm.createContext(c) === c, vm.isContext(vm.runInContext('this', c)));
