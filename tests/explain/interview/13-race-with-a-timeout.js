const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
const timeout = (ms) =>
  new Promise((_, reject) => setTimeout(() => reject(new Error('too slow')), ms));

Promise.race([sleep(20, 'slow'), timeout(10)])
  .catch((error) => console.log(error.message));
Promise.race([sleep(5, 'quick'), timeout(10)])
  .then((value) => console.log(value));
