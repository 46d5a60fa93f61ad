// permissions: fs-read
// Each step of a whole read is a request of its own: immediates run between them.
const fs = require('fs');
let turns = 0;
let done = false;
(function count() {
  if (done) return;
  turns++;
  setImmediate(count);
})();
fs.readFile(__filename, (error, bytes) => {
  done = true;
  console.log(error, bytes.length > 100, turns > 3 ? 'several turns' : turns);
});
console.log('script');
