// Two million chained queueMicrotask calls.
let n = 0;
const step = () => { if (++n < 2000000) queueMicrotask(step); else console.log(n); };
queueMicrotask(step);
