async function returnsPromise() {
  return Promise.resolve('promise');
}
async function returnsValue() {
  return 'value';
}
returnsPromise().then(console.log);
returnsValue().then(console.log);
Promise.resolve()
  .then(() => console.log(1))
  .then(() => console.log(2))
  .then(() => console.log(3));
