//! fires: the catch doesn't see the rejection
async function load(url) {
  try {
    return fetch(url); // <-
  } catch {
    return null;
  }
}
//! fixed
async function load(url) {
  try {
    return await fetch(url); // <-
  } catch {
    return null;
  }
}
//! fires: the finally runs too early
async function work() { await step(); }
async function locked(lock) {
  try {
    return work(); // <-
  } finally {
    lock.release();
  }
}
//! fires: in the handler, before the finally
async function work() { await step(); }
const go = async lock => {
  try {
    await first();
  } catch {
    return work(); // <-
  } finally {
    lock.release();
  }
};
//! fires: a chain
async function f(url) {
  try { return fetch(url).then(a => a.json()); } catch (e) { console.error(e); } // <-
}
//! fires: a new promise
class A {
  async f() {
    try { return new Promise((_, reject) => reject(new Error('no'))); } catch { return 1; } // <-
  }
}
//! silent: it is awaited
async function load(url) {
  try { return await fetch(url); } catch { return null; }
}
//! silent: outside of the try
async function load(url) {
  try { await first(); } catch { return null; }
  return fetch(url);
}
//! silent: in a handler without finally
async function load(url) {
  try { await first(); } catch { return fetch(url); }
}
//! silent: in a function inside
async function load(url) {
  try { return [1].map(() => { return fetch(url); }).length; } catch { return null; }
}
//! silent: it isn't known to be a promise
async function load(api) {
  try { return api.load(); } catch { return null; }
}
//! silent: the function isn't async
function load(url) {
  try { return fetch(url); } catch { return null; }
}
