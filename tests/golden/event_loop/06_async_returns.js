// What an async function returns decides when its promise settles.
const p = Promise.resolve();
const f1 = async () => 1;
const f2 = async () => p;
const f3 = async () => await p;
const f4 = async () => { await 4; };
f1().then(() => console.log('f1: return 1'));
f2().then(() => console.log('f2: return p'));
f3().then(() => console.log('f3: return await p'));
f4().then(() => console.log('f4: await 4'));
let ruler = Promise.resolve();
for (let i = 1; i <= 5; i++) ruler = ruler.then(() => console.log(i));
