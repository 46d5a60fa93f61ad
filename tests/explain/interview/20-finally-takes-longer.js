Promise.resolve().finally(() => console.log('finally')).then(() => console.log('after finally'));
Promise.resolve().then(() => console.log(1)).then(() => console.log(2)).then(() => console.log(3))
  .then(() => console.log(4));
