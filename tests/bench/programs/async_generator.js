// An async generator read by for await.
async function* numbers(n) { for (let i = 0; i < n; i++) yield i; }
(async () => {
  let sum = 0;
  for await (const x of numbers(800000)) sum += x;
  console.log(sum);
})();
