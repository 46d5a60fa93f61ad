console.log('before');
setTimeout(() => console.log('timeout'), 0);
process.nextTick(() => console.log('tick'));
await null;
console.log('after a value');
await new Promise((resolve) => setTimeout(resolve, 5));
console.log('after a timer');
