// resolve(object) reads `then` at once, and calls it in a job.
const thenable = {
  get then() {
    console.log('then is read');
    return (ok) => { console.log('then is called'); ok('value'); };
  },
};
new Promise((resolve) => {
  console.log('before resolve');
  resolve(thenable);
  console.log('after resolve');
}).then((v) => console.log('fulfilled with', v));
Promise.resolve().then(() => console.log('a microtask made later'));
console.log('end of the body');

// A `then` that throws when read rejects; after resolving it is not read again.
new Promise((r) => r({ get then() { throw new Error('getter'); } })).catch((e) => console.log('rejected:', e.message));
new Promise((r) => { r(thenable); r('ignored'); }).then((v) => console.log('once', v));
new Promise((r) => r({ then: 'no function' })).then((v) => console.log(v));
