// Two chains take turns: each handler is a microtask of its own.
Promise.resolve().then(() => console.log('a1')).then(() => console.log('a2')).then(() => console.log('a3'));
Promise.resolve().then(() => console.log('b1')).then(() => console.log('b2')).then(() => console.log('b3'));

// A rejection takes a step through each handler that is not there.
Promise.reject(new Error('r')).then(() => {}).then(() => {}).catch(() => console.log('caught after two'));

// Handlers of one promise run in the order they were attached.
const p = new Promise((r) => setTimeout(r, 1, 'v'));
for (const n of [1, 2, 3]) p.then((v) => console.log('handler', n, v));
p.then(() => p.then(() => console.log('attached later')));
