//! fires: a message that is never printed
process.exit(1);
console.error('it failed'); // <-
//! fires: in a function
function fail(error) {
  if (error) {
    process.exit(1);
    report(error); // <-
  }
}
//! fires: from the module
import { exit } from 'node:process';
exit(2);
await flush(); // <-
//! fires: the module as a whole
const process = require('process');
process.exit();
const x = load(); // <-
//! fires: in a case
switch (code) {
  case 1:
    process.exit(1);
    cleanUp(); // <-
    break;
}
//! silent: nothing follows
console.error('it failed');
process.exit(1);
//! silent: only a jump follows
function f() {
  if (a) { process.exit(1); return; }
  while (b) { process.exit(2); break; }
  process.exit(3);
  throw new Error('unreachable');
}
//! silent: functions are there all the same
process.exit(main());
function main() { return 0; }
//! silent: only in one case
if (failed) process.exit(1);
console.log('fine');
//! silent: another process
function stop(process) {
  process.exit(1);
  console.log('stopped');
}
//! silent: it is only set
process.exitCode = 1;
console.log('goes on');
