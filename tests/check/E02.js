//! fires: an async function is called and forgotten
async function save() { await write(); }
async function main() {
  save(); // <-
  console.log('saved');
}
//! fires: a then without a handler for rejections
function start() {
  fetch('/a').then(answer => show(answer)); // <-
}
//! fires: a method of the same class
class Store {
  async flush() { await this.disk.write(); }
  add(x) {
    this.items.push(x);
    this.flush(); // <-
  }
}
//! fires: a function of a module of Node's
const { writeFile } = require('node:fs/promises');
function log(text) {
  writeFile('log', text); // <-
}
//! fires: a function that isn't async and returns a promise
const slow = (x) => new Promise((resolve, reject) => work(x, resolve, reject));
function go() {
  if (ready) slow(1); // <-
}
//! fires: a promise behind a condition
async function close() { await socket.end(); }
function stop(open) {
  open && close(); // <-
}
//! silent: it is awaited, returned, handled or voided
async function save() { await write(); }
async function main(x) {
  await save();
  save().catch(console.error);
  save().then(done, failed);
  void save();
  return save();
}
//! silent: it can't be rejected
async function save() {
  try { await write(); } catch (error) { console.error(error); }
}
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
function main() {
  save();
  sleep(10);
  sleep(10).then(() => console.log('later'));
}
//! silent: it isn't known what is called
function start(api) {
  api.load();
  load();
  cy.get('a').then(x => x.click());
}
//! silent: a variable of the same name hides the function
async function save() { await write(); }
function main(save) {
  save();
}
//! silent: another Promise than the built-in one
const Promise = require('bluebird');
function start() {
  Promise.resolve(1).then(console.log);
}
//! silent: the main function of a script
async function main() { await work(); }
main();
//! silent: an async function called in place at the top level of a script
(async () => { await work(); })();
console.log('started');
//! silent: a turn later, by a promise that is there already
const ready = Promise.resolve();
function later(f) { ready.then(() => f()); }
//! silent: a class expression with a name
const A = wrap(class B { async f() { await 1; } g() { return new B().f(); } });
//! silent: a function that only prints and waits
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
async function f() { console.log(1); await null; await sleep(5); console.log(`${2}`); }
f();
console.log(3);
