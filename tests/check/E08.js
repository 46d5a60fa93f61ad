//! fires: a function whose callers await it
async function double(x) { // <-
  return x * 2;
}
export async function main() { console.log(await double(2)); }
//! fixed
function double(x) { // <-
  return x * 2;
}
export async function main() { console.log(await double(2)); }
//! fires: an arrow
const name = async (user) => `${user.first} ${user.last}`; // <-
export async function main(u) { console.log(await name(u)); }
//! fixed
const name = (user) => `${user.first} ${user.last}`; // <-
export async function main(u) { console.log(await name(u)); }
//! fires: nothing is returned
async function log(x) { // <-
  console.log(x);
}
export async function main() { await log(1); await log(2); }
//! fires: the awaits are those of a function inside
async function start() { // <-
  const inner = async () => { await work(); };
  list.push(inner);
}
export async function main() { await start(); }
//! fires: a function expression
const sum = async function (a, b) { return a + b; }; // <-
export async function main() { return await sum(1, 2); }
//! silent: it waits
async function load() { const x = await fetch('/'); return x.ok; }
export async function main() { await load(); }
//! silent: for await and await using wait too
async function all(xs) { for await (const x of xs) console.log(x); }
async function use() { await using x = open(); console.log(1); }
export async function main() { await all([]); await use(); }
//! silent: it may return a promise
async function load(x) { return fetch(x); }
export async function main() { await load(1); }
//! silent: others may need a promise
export async function a() { return 1; }
async function b() { return 1; }
b().then(console.log, console.log);
async function c() { return 1; }
app.get('/', c);
//! silent: methods may be bound to an interface
class Store { async get(x) { return this.items[x]; } }
const plain = { async get() { return 1; } };
export async function main() { await plain.get(); }
//! silent: it does nothing yet
async function later() {}
export async function main() { await later(); }
//! silent: it gives a rejection
async function fail(x) { throw new Error(x); }
export async function main() { await fail(1); }
