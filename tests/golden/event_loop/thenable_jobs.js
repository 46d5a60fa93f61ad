// A thenable's `then` is called in a job of its own; it may answer late, twice or never.
const thenable = (name, f) => ({ then(ok, no) { console.log('then of', name); f(ok, no); } });
const show = (name, p) => p.then((v) => console.log(name, 'fulfilled', v), (e) => console.log(name, 'rejected', e));
show('direct', Promise.resolve(thenable('direct', (ok) => ok(1))));
show('twice', Promise.resolve(thenable('twice', (ok, no) => { ok(1); ok(2); no(3); })));
show('throws', Promise.resolve(thenable('throws', () => { throw 'thrown'; })));
show('throws after', Promise.resolve(thenable('throws after', (ok) => { ok('kept'); throw 'ignored'; })));
show('late', Promise.resolve(thenable('late', (ok) => setTimeout(ok, 1, 'later'))));
show('nested', Promise.resolve(thenable('nested', (ok) => ok(thenable('inner', (ok2) => ok2('deep'))))));
show('never', Promise.resolve(thenable('never', () => {})));
const self = new Promise((r) => setTimeout(() => r(self)));
self.catch((e) => console.log(e.name, e.message));
(async () => console.log('awaited', await thenable('awaited', (ok) => ok('w'))))();
console.log('body');
