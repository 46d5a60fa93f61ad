// A million async functions wait at one promise and are released through Promise.all.
let release;
const gate = new Promise((r) => { release = r; });
const wait = async (i) => { const v = await gate; return i + v; };
const all = [];
for (let i = 0; i < 1000000; i++) all.push(wait(i));
Promise.all(all).then((v) => console.log(v.length, v[999999]));
release(1);
