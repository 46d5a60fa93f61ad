// Long chains made at once, and Promise.all over them.
const all = [];
for (let i = 0; i < 120000; i++) { let p = Promise.resolve(i); for (let j = 0; j < 8; j++) p = p.then((v) => v + 1); all.push(p); }
Promise.all(all).then((v) => console.log(v.reduce((a, b) => a + b)));
