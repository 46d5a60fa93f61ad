const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms, ms));
const fails = (ms) => after(ms).then(() => Promise.reject(new Error('no')));

Promise.race([after(3), after(1)]).then((v) => console.log('race', v));
Promise.any([fails(1), after(2)]).then((v) => console.log('any', v));
Promise.all([after(4), after(2)]).then((v) => console.log('all', v));
Promise.allSettled([fails(5), 1]).then((v) => console.log('allSettled', v.length));
