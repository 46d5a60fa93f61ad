//! fires: a limit in place
async function main() {
  await Promise.race([
    work(),
    new Promise((_, reject) => setTimeout(reject, 5000, new Error('late'))), // <-
  ]);
}
//! fires: a limit in a variable
const limit = new Promise((_, reject) => {
  setTimeout(() => reject(new Error('late')), 5000); // <-
});
const first = Promise.race([work(), limit]);
//! fires: a function that makes one
function timeout(ms) {
  return new Promise((_, reject) => setTimeout(reject, ms)); // <-
}
module.exports = job => Promise.race([job, timeout(100)]);
//! fires: an arrow that makes one
const sleep = ms => new Promise(done => setTimeout(done, ms)); // <-
module.exports = job => Promise.race([job(), sleep(100).then(() => 'late')]);
//! fires: the timer of a module
import { setTimeout as wait } from 'node:timers/promises';
export const limited = job => Promise.race([job, wait(1000)]); // <-
//! silent: it is cleared
async function limited(job) {
  let timer;
  const limit = new Promise((_, reject) => { timer = setTimeout(reject, 1000); });
  return Promise.race([job, limit]).finally(() => clearTimeout(timer));
}
//! silent: it doesn't keep the program running
const limit = new Promise((_, reject) => { setTimeout(reject, 1000).unref(); });
const first = Promise.race([work(), limit]);
//! silent: it has a signal
import { setTimeout as wait } from 'node:timers/promises';
export const limited = (job, signal) => Promise.race([job, wait(1000, 0, { signal })]);
//! silent: timers against each other
const sleep = ms => new Promise(done => setTimeout(done, ms));
const first = Promise.race([sleep(1), sleep(2)]);
//! silent: no race
const sleep = ms => new Promise(done => setTimeout(done, ms));
const both = Promise.all([work(), sleep(2)]);
//! silent: no timer
const first = Promise.race([work(), new Promise((_, reject) => signal.onabort = reject)]);
