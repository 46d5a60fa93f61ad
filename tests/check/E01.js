//! fires: forEach with an async arrow
async function copyAll(files, copy) {
  files.forEach(async file => { // <-
    await copy(file);
  });
}
//! fires: forEach with an async function, over an array that is known
async function main() {
  const names = ['a', 'b'];
  names.forEach(async function (name) { // <-
    await open(name);
  });
}
//! fixed
async function main() {
  const names = ['a', 'b'];
  await Promise.all(names.map(async function (name) { // <-
    await open(name);
  }));
}
//! fires: the promises of map are dropped
function start(jobs) {
  jobs.map(async job => { await job.run(); }); // <-
}
//! fires: an array is awaited instead of its promises
async function sizes(paths) {
  const all = [...paths];
  return await all.map(async path => (await stat(path)).size); // <-
}
//! fixed
async function sizes(paths) {
  const all = [...paths];
  return await Promise.all(all.map(async path => (await stat(path)).size)); // <-
}
//! fires: filter takes the promise for the answer
async function living(table) {
  return Object.keys(table).filter(async host => await ping(host)); // <-
}
//! fires: join gets promises
const shown = [1, 2].map(async n => await name(n)).join(); // <-
//! silent: all are waited for
async function copyAll(files, copy) {
  await Promise.all(files.map(async file => { await copy(file); }));
}
//! silent: the promises are kept
const jobs = [1, 2].map(async n => { await run(n); });
Promise.all(jobs).then(console.log, console.error);
//! silent: nothing is awaited in the callback
['a'].forEach(name => { console.log(name); });
//! silent: something else than an array may wait for its callbacks
async function each(stream) {
  await stream.forEach(async part => { await store(part); });
}
//! silent: a library that takes more
async.forEach(files, async file => { await copy(file); }, done);
//! silent: filter of something else
const kept = await stream.filter(async part => await test(part)).toArray();
