// `yield yield x`: each yields what the one inside it was resumed with.
function* three() {
  const got = yield yield (yield 'a');
  return `got ${got}`;
}
const it = three();
console.log(it.next('ignored'), it.next('b'), it.next('c'), it.next('d'), it.next());

// What is thrown or returned leaves all of them.
function* guarded() {
  try { yield yield yield 1; } catch (error) { yield `caught ${error}`; } finally { console.log('finally'); }
}
const thrown = guarded();
console.log(thrown.next().value, thrown.next(2).value, thrown.throw('oops').value, thrown.next());
const left = guarded();
console.log(left.next().value, left.return('enough'), left.next());

// Among other operands, with delegation, and awaiting.
function* mixed() { return [0, yield yield 1, yield* (yield yield [[3], 4]), (yield) + 1]; }
const values = mixed();
let step = values.next();
for (const send of ['x', 'y', [['z'], 5], [7, 8], 9, 10, 11]) {
  console.log(JSON.stringify(step));
  step = values.next(send);
}
console.log(JSON.stringify(step));
async function* asynchronous() { return yield await (yield yield Promise.resolve('p')); }
(async () => {
  const it = asynchronous();
  console.log(await it.next(), await it.next('q'), await it.next(Promise.resolve('r')), await it.next('s'));
})();
