// Promises show their state; generators and others their kind.
const rejected = Promise.reject('reason');
rejected.catch(() => {});
console.log(Promise.resolve(1), new Promise(() => {}), rejected, Promise.resolve({ a: 1 }), Promise.resolve([1, 2]), (async () => 'async')(), (async () => { await 1; })());
console.log([Promise.resolve('x')], { p: Promise.resolve(undefined) }, Promise.resolve(Promise.resolve(1)), Object.assign(Promise.resolve(1), { extra: 1 }), Promise.resolve('long value '.repeat(8)));
const failed = Promise.reject(Object.assign(new Error('e'), { stack: 'Error: e\n    at here' }));
failed.catch(() => {});
console.log(failed);
const later = new Promise((r) => setTimeout(r, 1, 'done'));
console.log(later);
later.then(() => console.log(later));
console.log({ a: { b: { c: Promise.resolve(1) } } }, Promise.withResolvers());
