// A promise is handled once any reaction with it exists; the derived promise is judged on its own.
process.on('unhandledRejection', (reason) => console.log('unhandled', reason));
Promise.reject('then without a handler').then(() => {});
Promise.reject('finally').finally(() => {});
Promise.reject('caught').catch(() => {});
Promise.all([Promise.reject('in all'), Promise.reject('second in all')]);
Promise.allSettled([Promise.reject('in allSettled')]);
Promise.race([new Promise(() => {}), Promise.reject('in race')]).catch(() => {});
(async () => { throw 'async'; })();
(async () => { await Promise.reject('awaited'); })().catch(() => {});
new Promise(() => { throw 'executor'; });
new Promise((_, no) => { no('rejected'); throw 'ignored'; });
new Promise((ok) => { ok(Promise.reject('adopted')); });
async function* g() { throw 'generator'; }
g().next();
