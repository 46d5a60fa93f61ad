//! fires: pages are collected
async function all(urls) {
  const pages = [];
  for (const url of urls) {
    pages.push(await fetch(url)); // <-
  }
  return pages;
}
//! fires: by way of a variable
const { readFile } = require('fs/promises');
async function all(names) {
  const texts = {};
  for (const name of names) {
    const text = await readFile(name); // <-
    texts[name] = text;
  }
  return texts;
}
//! fires: a look-up by name
async function all(ids) {
  const users = [];
  for (const id of ids) users.push(await getUser(id)); // <-
  return users;
}
//! fires: the element is taken apart
async function all(rows) {
  const users = [];
  for (const { id } of rows) {
    const user = await findUser(id, 'full'); // <-
    users.push(user.name);
  }
  return users;
}
//! fires: a part of the element
import { stat } from 'fs/promises';
const sizes = [];
for (const file of files) {
  sizes.push(await stat(file.path)); // <-
}
//! silent: it isn't known that the order doesn't matter
async function all(jobs) {
  const results = [];
  for (const job of jobs) results.push(await job.run());
  return results;
}
//! silent: something is written
async function all(urls) {
  for (const url of urls) await fetch(url, { method: 'DELETE' });
}
//! silent: the loop may end early
async function first(urls) {
  for (const url of urls) {
    const answer = await fetch(url);
    if (answer.ok) return answer;
  }
}
//! silent: a round uses the one before
async function chain(urls) {
  let last = '';
  for (const url of urls) {
    last = await getNext(url, last);
  }
  return last;
}
//! silent: each round says something
async function all(urls) {
  const pages = [];
  for (const url of urls) {
    console.log(url);
    pages.push(await fetch(url));
  }
}
//! silent: at once already
const all = urls => Promise.all(urls.map(url => fetch(url)));
//! silent: what comes from a stream comes one by one
async function all(urls) {
  const pages = [];
  for await (const url of urls) pages.push(await fetch(url));
}
