// Each await costs one microtask, whether the value is ready or not.
const out = [];
const run = async (name, n) => { for (let i = 1; i <= n; i++) { await null; out.push(name + i); } };
run('a', 3);
run('b', 2);
(async () => { await run('c', 1); out.push('c done'); })();
(async () => { try { await Promise.reject('no'); } catch (e) { out.push('caught ' + e); } finally { out.push('finally'); } })();
const pending = (async () => { await null; await null; return 'v'; })();
pending.then((v) => out.push('then ' + v));
let ruler = Promise.resolve();
for (let i = 1; i <= 4; i++) ruler = ruler.then(() => out.push('-' + i));
out.push('body');
setImmediate(() => console.log(out.join(' ')));
