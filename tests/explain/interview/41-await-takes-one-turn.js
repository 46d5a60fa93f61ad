async function a() {
  console.log('a1');
  await b();
  console.log('a2');
  await null;
  console.log('a3');
}
async function b() {
  console.log('b1');
  await null;
  console.log('b2');
}
a();
Promise.resolve().then(() => console.log(1)).then(() => console.log(2)).then(() => console.log(3));
