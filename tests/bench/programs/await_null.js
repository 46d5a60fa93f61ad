// Two million times `await null`.
(async () => {
  let n = 0;
  for (let i = 0; i < 2000000; i++) { await null; n++; }
  console.log(n);
})();
