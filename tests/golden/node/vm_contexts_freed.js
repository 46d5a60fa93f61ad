// args: --max-heap=48
// gc-stress: 100000 because each context takes many steps
// Contexts that nothing leads to any more are freed; what still leads to one keeps it.
const vm = require('vm');
const text = 'var list = [1, 2, 3].map((x) => x * i); function get() { return list } class K {} globalThis.k = new K; ' +
  'JSON.stringify({ list }); new Map([[1, list]]); /x/.exec("x")';
const kept = [];
for (let i = 0; i < 1200; i++) {
  const context = vm.createContext({ i });
  vm.runInContext(text, context);
  if (i % 400 === 0) kept.push(context.get, context.k);
}
console.log(kept.length, kept[0](), kept[2](), kept[4](), kept[3].constructor.name, kept[2]() instanceof Array);
console.log(Object.getPrototypeOf(kept[4]()) === Object.getPrototypeOf(kept[2]()));
