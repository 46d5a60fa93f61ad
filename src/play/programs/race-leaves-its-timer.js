// Promise.race doesn't stop the losers: the timer of the timeout still keeps the program alive.
const work = new Promise((resolve) => setTimeout(resolve, 10, 'done'));
const timeout = new Promise((_, reject) => setTimeout(() => {
  console.log('the timer runs all the same');
  reject(new Error('too slow'));
}, 5000));

const start = Date.now();
Promise.race([work, timeout]).then(console.log);
process.on('exit', () => console.log('ended after', Date.now() - start, 'ms'));
