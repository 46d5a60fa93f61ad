// args: --clock=virtual
// Waiting one after the other, and all at once.
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const start = Date.now();
const about = () => Math.round((Date.now() - start) / 100) * 100;
(async () => {
  for (const ms of [100, 100, 100]) await sleep(ms);
  console.log('in sequence', about());
  const again = Date.now();
  await Promise.all([100, 100, 100].map(sleep));
  console.log('together', Math.round((Date.now() - again) / 100) * 100);
  const winner = await Promise.race([sleep(200).then(() => 'slow'), sleep(20).then(() => 'fast')]);
  console.log(winner);
})();
