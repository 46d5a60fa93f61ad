// vm: scripts in this realm, and in contexts that read and write the properties of an object.
const vm = require('vm');

const show = (call) => {
  try {
    console.log(call());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
console.log(Object.keys(vm).join(' '));
show(() => vm.runInThisContext('var global1 = 1; global1 + 1'));
show(() => global1);
const context = vm.createContext({ x: 2, log: console.log, list: [1] });
show(() => vm.runInContext('var y = x * 2; x = 9; function f() { return ++y; } const hidden = 3; y', context));
console.log(context.x, context.y, context.f(), context.y, context.hidden);
context.added = 'new';
show(() => vm.runInContext('[added, hidden, y, typeof missing, typeof require]', context).join());
show(() => vm.runInContext('missing', context));
show(() => vm.runInContext('log("from inside", list); list instanceof Array', context));
show(() => vm.runInContext('[] instanceof Array && Array.isArray(list)', context));
show(() => vm.runInContext('delete this.added; z = 1; typeof added', context));
console.log('added' in context, context.z);
show(() => vm.runInNewContext('a + b', { a: 1, b: 2 }));
show(() => vm.runInNewContext('typeof console + typeof process + typeof Promise').includes('function'));
const counter = new vm.Script('count = (typeof count === "undefined" ? 0 : count) + 1', { filename: 'counter.js' });
const object = vm.createContext({});
show(() => [counter.runInContext(object), counter.runInContext(object), object.count]);
show(() => counter.runInNewContext({ count: 10 }));
show(() => vm.compileFunction('return a + b + this.c', ['a', 'b']).call({ c: 3 }, 1, 2));
show(() => vm.isContext(context) && !vm.isContext({}));
const error = (() => {
  try {
    vm.runInNewContext('\n  throw new TypeError("inside")', {}, 'inner.js');
  } catch (error) {
    return error;
  }
})();
console.log(error.name, error instanceof TypeError, /inner\.js:2:9/.test(error.stack));
for (const call of [() => new vm.Script('a b'), () => vm.runInContext('1', {}), () => vm.createContext(1), () => vm.isContext(1), () => vm.compileFunction('x', [1]),
  () => new vm.Script('1', { lineOffset: 'x' }), () => vm.runInThisContext('1', { timeout: 0 })]) {
  show(call);
}
vm.runInContext('Promise.resolve(x).then((value) => log("later", value))', context);
