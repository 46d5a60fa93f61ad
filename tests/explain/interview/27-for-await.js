const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms, ms));

(async () => {
  for await (const ms of [sleep(10), sleep(5), 1]) console.log('got', ms);
  console.log('loop has ended');
})();
setTimeout(() => console.log('7 ms'), 7);
