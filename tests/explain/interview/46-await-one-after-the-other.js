const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

(async () => {
  const a = sleep(20, 'a');
  const b = sleep(10, 'b');
  console.log(await a);
  console.log(await b);
})();
(async () => {
  console.log(await sleep(20, 'c'));
  console.log(await sleep(10, 'd'));
})();
