// gc-stress: 1000 because so many objects are alive
// stderr: ignore
// Node at times tells there of an exception in a callback of its own.
// A stack that is full while a hook is told is an error of the program, which it can catch.
const { createHook } = require('async_hooks');
const hook = createHook({ init() {} }).enable();
function recurse() {
  new Promise(() => {});
  return recurse();
}
try {
  recurse();
} catch (error) {
  console.log(error instanceof RangeError, error.message);
}
hook.disable();
console.log('goes on');
