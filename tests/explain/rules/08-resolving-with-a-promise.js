new Promise((resolve) => resolve(Promise.resolve()))
  .then(() => console.log('resolved with a promise'));

Promise.resolve()
  .then(() => console.log(1))
  .then(() => console.log(2))
  .then(() => console.log(3));
