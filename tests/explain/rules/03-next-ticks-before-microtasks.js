Promise.resolve().then(() => console.log('microtask'));
process.nextTick(() => console.log('tick'));
console.log('script');
