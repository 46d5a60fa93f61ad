// args: --clock=virtual
// node-args: --stack-size=3900
// gc-stress: 100000 because the stack that each collection marks is deep
// Ten thousand plain calls deep, through different kinds of functions (Node needs more stack for it).
const N = 10000;
function plain(n) { return n === 0 ? 0 : 1 + plain(n - 1); }
const even = (n) => (n === 0 ? true : odd(n - 1));
const odd = (n) => (n === 0 ? false : even(n - 1));
const o = { down(n) { if (n > 0) this.down(n - 1); else this.reached = true; } };
console.log(plain(N), even(N), odd(N));
o.down(N);
console.log(o.reached);

// Deep chains that need no stack: promises, generators, closures.
let chain = Promise.resolve(0);
for (let i = 0; i < N; i++) chain = chain.then((v) => v + 1);
chain.then((v) => console.log('then chain', v));
(async () => {
  const deep = async (n) => (n === 0 ? 0 : 1 + (await deep(n - 1)));
  console.log('async recursion', await deep(2000));
})();
