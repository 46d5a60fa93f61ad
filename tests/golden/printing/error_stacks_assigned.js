// What is shown of an error whose stack is something else, itself included.
Error.stackTraceLimit = 0;
const show = (change, error = new Error('m')) => {
  change(error);
  console.log(error);
  console.log({ error });
};
for (const stack of ['plain', 'Error: m\n    at f (file.js:1:2)\n    at g (file.js:3:4)', '', undefined, null, 5, true, Symbol('s'), [1, 2], { a: 1 }, () => {}, new Error('inner')]) {
  show((error) => { error.stack = stack; });
}
show((error) => { error.stack = error; });
show((error) => { error.stack = { error }; });
const first = new Error('first');
const second = new Error('second');
first.stack = second;
second.stack = first;
console.log(first);
console.log([first, second]);
show((error) => { error.cause = error; });
show((error) => { error.errors = [error]; });
show((error) => { error.cause = new Error('c', { cause: error }); });
const circular = new AggregateError([], 'agg');
circular.errors.push(circular, new Error('x', { cause: circular }));
console.log(circular);
const own = { get() { throw new Error('getter'); }, configurable: true };
for (const key of ['stack', 'name', 'message', 'cause', 'errors']) {
  show((error) => { Object.defineProperty(error, key, own); });
  show((error) => { Object.defineProperty(error, key, { ...own, enumerable: true }); });
}
