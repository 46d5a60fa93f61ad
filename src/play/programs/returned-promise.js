// Returning a promise from an async function takes three microtasks; a value takes one.
async function value() {
  return 'a value';
}
async function promise() {
  return Promise.resolve('a promise');
}

promise().then(console.log);
value().then(console.log);
Promise.resolve()
  .then(() => console.log('microtask 1'))
  .then(() => console.log('microtask 2'))
  .then(() => console.log('microtask 3'))
  .then(() => console.log('microtask 4'));
