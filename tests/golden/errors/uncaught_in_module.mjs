// exit: 1
// In a module.
const twice = (f) => f() + f();
let n = 0;
console.log(twice(() => ++n));
twice(() => {
  throw new EvalError('from a callback');
});
