// States, then, catch, finally, and what can't be changed.
const p = new Promise((resolve, reject) => { console.log('executor runs at once'); resolve(1); resolve(2); reject(3); });
console.log(p, Promise.resolve('v'), new Promise(() => {}), Promise.resolve(p) === p, typeof p.then);
const r = Promise.reject(new Error('r'));
r.catch((e) => console.log('caught', e.message));
p.then((v) => v + 1).then((v) => { console.log('then', v); throw new Error('from then'); }).catch((e) => e.message).then((m) => console.log('recovered', m));
p.then().then(null).then(5).then((v) => console.log('passed through', v));
r.then(() => console.log('never'), (e) => console.log('second argument', e.message));
p.finally((...args) => { console.log('finally gets', args.length); return 'ignored'; }).then((v) => console.log('keeps', v));
r.finally(() => {}).catch((e) => console.log('keeps', e.message));
p.finally(() => { throw 'replaces'; }).catch((e) => console.log(e));
p.finally(() => Promise.reject('replaces too')).catch((e) => console.log(e));
p.finally(5).then((v) => console.log('no function', v));
new Promise(() => { throw new Error('executor throws'); }).catch((e) => console.log(e.message));
for (const f of [() => Promise(), () => new Promise(), () => new Promise(5), () => Promise.prototype.then.call(5), () => Promise.resolve.call(5)]) { try { f(); } catch (e) { console.log(e.name + ': ' + e.message); } }
console.log(Promise.length, Promise.prototype.then.length, Promise.prototype.finally.length, Promise.all.length, Object.prototype.toString.call(p));
const { promise, resolve } = Promise.withResolvers();
promise.then((v) => console.log('withResolvers', v));
resolve('later');
Promise.try((a, b) => a + b, 1, 2).then((v) => console.log('try', v));
Promise.try(() => { throw 'sync'; }).catch((e) => console.log('try', e));
