// exit: 1
// What a built-in throws in an async function stands where that called it.
const repeat = (text, count) => text.repeat(count);
async function outer() {
  await null;
  repeat('x', -1);
}
outer();
