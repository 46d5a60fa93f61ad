Promise.resolve('value')
  .then(2)
  .then(Promise.resolve(3))
  .then(console.log);
Promise.resolve('other').then(console.log);
