async function fails() {
  await null;
  throw new TypeError('nobody catches this');
}

setTimeout(() => console.log('never printed'), 10);
fails();
console.log('script');
