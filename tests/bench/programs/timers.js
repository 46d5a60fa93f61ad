// Two hundred thousand timers.
let fired = 0, sum = 0;
const N = 200000;
for (let i = 0; i < N; i++) setTimeout((x) => { sum += x; if (++fired === N) console.log(fired, sum); }, i % 10, i & 7);
