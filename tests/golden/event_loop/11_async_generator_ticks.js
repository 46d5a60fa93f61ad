// Ticks that yield, yield*, return and return() of an async generator take.
const out = [];
const watch = (label, it, ...calls) => { for (const [m, v] of calls) it[m](v).then((r) => out.push(`${label} ${m} ${r.value}`), (e) => out.push(`${label} ${m} threw ${e}`)); };
const p = Promise.resolve('p');
async function* plain() { yield 1; yield p; return p; }
async function* delegates() { yield* plain(); }
async function* overSync() { yield* [1, p]; }
async function* awaits() { await null; yield await p; }
watch('plain', plain(), ['next'], ['next'], ['next'], ['next']);
watch('yield*', delegates(), ['next'], ['next'], ['next']);
watch('sync', overSync(), ['next'], ['next'], ['next']);
watch('awaits', awaits(), ['next'], ['next']);
watch('return', plain(), ['return', 'r'], ['next']);
watch('return p', plain(), ['return', p]);
watch('started', plain(), ['next'], ['return', p], ['throw', 't']);
let ruler = Promise.resolve();
for (let i = 1; i <= 14; i++) ruler = ruler.then(() => out.push('-- ' + i));
setImmediate(() => console.log(out.join('\n')));
