// A chain of three million then callbacks.
let p = Promise.resolve(0), n = 0;
const step = () => { if (++n < 3000000) p = Promise.resolve(n).then(step); else console.log(n); };
p.then(step);
