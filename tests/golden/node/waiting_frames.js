// Stacks list the functions of Node's modules that wait, beside those of the program.
const assert = require('assert');
const { setTimeout: sleep } = require('timers/promises');

const fails = async () => {
  await sleep(1);
  throw new TypeError('inside');
};
// Where in a module a function waits is each engine's own.
const waiting = (error) => error.stack.match(/(?<=at async .*)\w+ \(node:\w+/g);

async function main() {
  await assert.rejects(fails, (error) => {
    console.log(waiting(error));
    return true;
  });
  await assert.rejects(assert.rejects(Promise.reject(null), { code: 'FOO' }), (error) => {
    console.log(error.code, waiting(error));
    return true;
  });
  await assert.doesNotReject(fails).catch((error) => console.log(error.code, waiting(error.actual)));
}
main();
