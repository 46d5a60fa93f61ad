const thenable = { then: (resolve) => { console.log('called'); resolve(); } };

(async () => {
  await thenable;
  console.log('after thenable');
})();
(async () => {
  await null;
  console.log('after null');
})();
Promise.resolve().then(() => console.log(1)).then(() => console.log(2));
