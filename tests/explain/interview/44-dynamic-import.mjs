import('node:path').then(() => console.log('imported'));
Promise.resolve().then(() => console.log('promise'));
setTimeout(() => console.log('timeout'), 20);
console.log('module');
