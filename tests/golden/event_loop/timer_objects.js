// args: --clock=virtual
// setTimeout gives an object: ref, unref, hasRef, refresh, close, and a number to clear it by.
const t = setTimeout(() => console.log('fired'), 100);
console.log(typeof t, t.constructor.name, typeof +t, t.hasRef());
console.log(t.unref() === t, t.hasRef(), t.ref() === t, t.hasRef());
const i = setImmediate(() => console.log('immediate'));
console.log(i.constructor.name, i.hasRef(), i.unref().hasRef(), i.ref().hasRef());
const closed = setTimeout(() => console.log('never'), 5);
console.log(closed.close() === closed);
const n = setInterval(() => {}, 1000);
console.log(n.constructor.name, n.hasRef());
clearInterval(n);
console.log(`${t}` === String(+t), t > 0);
