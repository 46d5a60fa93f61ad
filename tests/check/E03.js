//! fires: the next callback gets undefined
fetch(url)
  .then(answer => { answer.json(); }) // <-
  .then(data => console.log(data.name))
  .catch(console.error);
//! fires: a promise of the callback isn't waited for
const { load, prepare, list } = require('./api');
const { writeFile } = require('fs/promises');
module.exports = () => prepare()
  .then(text => { writeFile('a', text); }) // <-
  .then(() => console.log('written'));
//! fixed
const { load, prepare, list } = require('./api');
const { writeFile } = require('fs/promises');
module.exports = () => prepare()
  .then(text => { return writeFile('a', text); }) // <-
  .then(() => console.log('written'));
//! fires: a function expression
const { load, prepare, list } = require('./api');
const p = load().then(function (x) { // <-
  x.prepare();
}).then(function (y) { return y.value; });
//! fires: the next callback takes its argument apart
const { load, prepare, list } = require('./api');
const p = load().then(x => { parse(x); }).then(({ name }) => name); // <-
//! fires: the next callback is a named function
const { load, prepare, list } = require('./api');
function show(user) { console.log(user.name); }
const p = load().then(x => { find(x); }).then(show); // <-
//! fires: an await of the chain waits for less than it seems
const { load, prepare, list } = require('./api');
const { rm } = require('fs/promises');
async function clean() {
  await list().then(names => { // <-
    rm(names[0]);
  });
}
//! silent: the value is returned
const { load, prepare, list } = require('./api');
const p = load().then(x => { return parse(x); }).then(y => y.name);
//! silent: an expression is the value
const { load, prepare, list } = require('./api');
const p = load().then(x => parse(x)).then(y => y.name);
//! silent: the next callback uses nothing
const { load, prepare, list } = require('./api');
const p = load().then(x => { show(x); }).then(() => done());
//! silent: the next callback has a parameter that it doesn't use
const { load, prepare, list } = require('./api');
const p = load().then(x => { show(x); }).then(_ => done());
//! silent: it always throws
const { load, prepare, list } = require('./api');
const p = load().then(x => { throw new Error(x); }).then(y => y.name);
//! silent: a chain of something that only looks like promises
cy.get('a').then(x => { click(x); }).then(y => y.name);
//! silent: a default instead of undefined
const { load, prepare, list } = require('./api');
const p = load().then(x => { show(x); }).then((y = 1) => y + 1);
