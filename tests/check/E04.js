//! fires: two addresses
async function main() {
  const a = await fetch('/a');
  const b = await fetch('/b'); // <-
  return [a, b];
}
//! fixed
async function main() {
  const [a, b] = await Promise.all([fetch('/a'), fetch('/b')]); // <-
  return [a, b];
}
//! fires: two files
import { readFile } from 'node:fs/promises';
const left = await readFile('left');
const right = await readFile('right'); // <-
//! fires: two look-ups by name
async function page(id) {
  const user = await getUser(id);
  const posts = await getPosts(id); // <-
  return { user, posts };
}
//! fires: patterns
async function page(id) {
  const { name } = await loadUser(id);
  const [first] = await loadPosts(id); // <-
  return name + first;
}
//! fires: three
const fs = require('fs');
module.exports = async dir => {
  let a = await fs.promises.stat(dir + '/a');
  let b = await fs.promises.stat(dir + '/b'); // <-
  let c = await fs.promises.stat(dir + '/c');
  return a.size + b.size + c.size;
};
//! silent: the second needs the first
async function page(id) {
  const user = await getUser(id);
  const posts = await getPosts(user.id);
  return posts;
}
//! silent: what they do isn't known
async function main() {
  const a = await connect(host);
  const b = await query(sql);
}
//! silent: the same again may be something else by now
async function main(url) {
  const before = await fetch(url);
  const after = await fetch(url);
}
//! silent: something happens in between
async function main() {
  const a = await fetch('/a');
  console.log('a');
  const b = await fetch('/b');
}
//! silent: a request that changes something
async function main() {
  const a = await fetch('/a', { method: 'POST' });
  const b = await fetch('/b', { method: 'POST' });
}
//! silent: a function that changes something, whatever its name
let count = 0;
async function getNumber(x) { count += 1; return count + x; }
async function main() {
  const a = await getNumber(1);
  const b = await getNumber(2);
}
//! silent: a method of something that may keep count
async function main(reader) {
  const head = await reader.getBytes(4);
  const body = await reader.getBytes(8);
}
