// gc-stress: 1000 because so many objects are alive
// A hundred thousand async functions wait at one promise and are released together.
const N = 100000;
let release, done = 0;
const gate = new Promise((r) => { release = r; });
const wait = async (i) => { await gate; done++; return i; };
const all = [];
for (let i = 0; i < N; i++) all.push(wait(i));
setTimeout(() => { console.log('waiting', done); release(); }, 1);
Promise.all(all).then((v) => console.log(v.length, v[0], v[N - 1], done));
