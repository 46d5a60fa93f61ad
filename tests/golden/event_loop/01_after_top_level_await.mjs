// Also after each top-level await the module goes on in a microtask.
process.nextTick(() => console.log('tick 1'));
Promise.resolve().then(() => console.log('promise 1'));
console.log('body 1');
await null;
process.nextTick(() => console.log('tick 2'));
Promise.resolve().then(() => console.log('promise 2'));
console.log('body 2');
await new Promise((resolve) => setTimeout(resolve, 1));
process.nextTick(() => console.log('tick 3'));
Promise.resolve().then(() => console.log('promise 3'));
console.log('body 3');
await new Promise((resolve) => setImmediate(resolve));
process.nextTick(() => console.log('tick 4'));
Promise.resolve().then(() => console.log('promise 4'));
console.log('body 4');
