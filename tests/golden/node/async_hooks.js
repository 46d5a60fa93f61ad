// What hooks are told of promises, callbacks and resources; ids in the order of their appearance.
const { createHook, executionAsyncId, AsyncResource } = require('async_hooks');

const seen = new Map([[0, 0], [executionAsyncId(), 1]]);
const nameOf = (id) => {
  if (!seen.has(id)) seen.set(id, seen.size);
  return seen.get(id);
};
const told = [];
const hook = createHook({
  init: (id, type, trigger) => told.push(`init ${nameOf(id)} ${type} by ${nameOf(trigger)}`),
  before: (id) => told.push(`before ${nameOf(id)}`),
  after: (id) => told.push(`after ${nameOf(id)}`),
  promiseResolve: (id) => told.push(`resolve ${nameOf(id)}`),
});
console.log('The first output makes the stream, which hooks are told of too.');

for (const fns of [{ init: 1 }, { promiseResolve() {}, trackPromises: false }, { trackPromises: 1 }]) {
  try {
    createHook(fns);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}

setTimeout(() => {
  seen.set(executionAsyncId(), seen.size);
  const isSame = hook.enable() === hook && hook.enable() === hook;
  const resource = new AsyncResource('Thing');
  resource.runInAsyncScope(() => {
    told.push(`in ${nameOf(executionAsyncId())}`);
  });
  new Promise((resolve) => resolve(1)).then(() => {
    told.push(`in ${nameOf(executionAsyncId())}`);
  });
  async function waits() {
    told.push('begins');
    await null;
    told.push('goes on');
  }
  waits().then(() => {
    told.push('is done');
    setImmediate(() => {
      told.push('immediate');
      hook.disable();
      Promise.resolve().then(() => {});
      console.log(isSame);
      for (const line of told) console.log(line);
    });
  });
}, 1);
