// exit: 1
// A rejected promise that nobody handles is an uncaught error too; the async stack is shown.
async function inner() {
  await null;
  throw new Error('after an await');
}
async function outer() {
  await inner();
}
outer();
console.log('body');
