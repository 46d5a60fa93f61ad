// for await over a sync array, over an async generator, and a loop with await, side by side.
const out = [];
(async () => { for await (const x of [1, 2]) out.push('s' + x); out.push('s-end'); })();
async function* gen() { yield 1; yield 2; }
(async () => { for await (const x of gen()) out.push('g' + x); out.push('g-end'); })();
(async () => { for (const x of [1, 2]) { await x; out.push('l' + x); } out.push('l-end'); })();
let ruler = Promise.resolve();
for (let i = 1; i <= 6; i++) ruler = ruler.then(() => out.push(i));
setImmediate(() => console.log(out.join(' ')));
