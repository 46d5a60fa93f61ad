// A million times the result of an async function.
const f = async (x) => x + 1;
(async () => {
  let n = 0;
  for (let i = 0; i < 1000000; i++) n = await f(n);
  console.log(n);
})();
