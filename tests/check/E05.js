//! fires: an async arrow
const p = new Promise(async resolve => { // <-
  resolve(await load());
});
//! fires: an async function
const p = new Promise(async function (resolve, reject) { // <-
  if (!(await test())) reject(new Error('no'));
  resolve(1);
});
//! fires: nothing is awaited, so async can go
const p = new Promise(async (resolve) => { // <-
  setTimeout(resolve, 10);
});
//! fixed
const p = new Promise((resolve) => { // <-
  setTimeout(resolve, 10);
});
//! fires: only a part is in a try
const p = new Promise(async (resolve, reject) => { // <-
  const config = await read();
  try { resolve(await load(config)); } catch (error) { reject(error); }
});
//! fires: an expression as the body
const p = new globalThis.Promise(async done => done(await load())); // <-
//! silent: an executor that isn't async
const p = new Promise(resolve => { load().then(resolve); });
//! silent: all of it is in a try
const p = new Promise(async (resolve, reject) => {
  try { resolve(await load()); } catch (error) { reject(error); }
});
//! silent: another class
class Task { constructor(run) { run(); } }
const t = new Task(async () => { await load(); });
//! silent: another Promise
class Promise { constructor(run) { run(); } }
const t = new Promise(async () => { await load(); });
//! silent: an async function inside
const p = new Promise(resolve => { const f = async () => { await load(); }; f().then(resolve, resolve); });
