// Resolving with a native promise costs two extra ticks, another thenable one, Promise.resolve none.
const ruler = (n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => console.log(i)); };
const settled = Promise.resolve();
new Promise((r) => r(1)).then(() => console.log('plain'));
new Promise((r) => r(settled)).then(() => console.log('adopted'));
new Promise((r) => r({ then(ok) { ok(); } })).then(() => console.log('thenable'));
Promise.resolve(settled).then(() => console.log('Promise.resolve'));
settled.then(() => settled).then(() => console.log('returned from then'));
settled.then(() => ({ then(ok) { ok(); } })).then(() => console.log('thenable returned from then'));
ruler(6);
