//! fires: a total that many add to
let total = 0;
export async function add(item) {
  total += await price(item); // <-
}
//! fixed
let total = 0;
export async function add(item) {
  const more = await price(item);
  total += more; // <-
}
//! fires: an old value in a variable
let count = 0;
export async function visit() {
  const before = count;
  await log('visit');
  count = before + 1; // <-
}
//! fires: two callers both log in
let session;
export async function get() {
  if (!session) {
    session = await login(); // <-
  }
  return session;
}
//! fires: the same by way of an early return
class Store {
  async open() {
    if (this.file) return this.file;
    const file = await openFile(this.path);
    this.file = file; // <-
    return file;
  }
}
//! fires: the same in an assignment
class Store {
  async list() {
    this.items ??= await load(); // <-
    return this.items;
  }
}
//! fires: callbacks that run at once
async function sum(items) {
  let total = 0;
  await Promise.all(items.map(async item => {
    total = total + await price(item); // <-
  }));
  return total;
}
//! fires: a list that grows
const state = { items: [] };
export async function add(id) {
  state.items = [...state.items, await load(id)]; // <-
}
//! fires: a change in between by something else
let level = 0;
process.on('message', n => { level = n; });
async function main() {
  const old = level;
  await work();
  level = old + 1; // <-
}
main();
//! silent: it is read after the await
let total = 0;
export async function add(item) {
  const more = await price(item);
  total += more;
  total = (await price(item)) + total;
}
//! silent: it belongs to this run of the function
export async function sum(items) {
  let total = 0;
  for (const item of items) total += await price(item);
  return total;
}
//! silent: it is looked at again
let session;
export async function get() {
  if (!session) {
    const made = await login();
    if (!session) session = made;
  }
  return session;
}
//! silent: the flag is up before anything is awaited
class Job {
  async run() {
    if (this.running) return;
    this.running = true;
    try { await this.work(); } finally { this.running = false; }
  }
  async once() { return this.promise ??= this.start(); }
}
//! silent: the calls are one after the other
let total = 0;
async function add(x) { total += await price(x); }
async function main() {
  for (const x of [1, 2]) await add(x);
  console.log(total);
}
main();
//! silent: what is written has nothing to do with what was read
let state = 'new';
export async function run() {
  console.log(state);
  await work();
  state = 'done';
}
//! silent: a request is one call's own
export async function handle(req, res) {
  if (!req.user) req.user = await load(req);
  res.body = res.body + await render(req);
}
//! silent: a loop that calls itself when it is done
let cursor = 0;
async function poll() {
  cursor = await since(cursor);
  setTimeout(poll, 1000);
}
poll();
//! silent: tests run one after the other
let server;
afterEach(async () => {
  if (server) { await server.close(); server = null; }
});
//! silent: a promise that is kept is replaced by what it stands for
class Config {
  async load() {
    this.entries = await this.entries;
    if (!this.cache) this.cache = await this.promise;
  }
}
//! silent: to look twice at a file does no harm
let text;
let mod;
export async function get() {
  if (!text) text = await fs.readFile('a');
  mod ??= await import('./a.js');
}
//! silent: what was read isn't what is asked
const input = document.body;
export async function onInput(get) {
  const value = input.value;
  await tick();
  if (value !== get()) input.value = get();
}
