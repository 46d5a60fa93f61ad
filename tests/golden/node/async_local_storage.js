// AsyncLocalStorage along all ways of continuing, and AsyncResource.
const { AsyncLocalStorage, AsyncResource, executionAsyncId, triggerAsyncId } = require('async_hooks');

const storage = new AsyncLocalStorage({ defaultValue: 'default', name: 'mine' });
const show = (where) => console.log(where, storage.getStore());

console.log(storage.name, new AsyncLocalStorage().name === '', storage);
show('outside');
console.log(storage.run('sync', (a, b) => `${storage.getStore()} ${a}${b}`, 1, 2));
storage.run('outer', () => {
  show('outer');
  storage.run('inner', show, 'inner');
  storage.exit(show, 'exited');
  show('outer again');
  process.nextTick(show, 'nextTick');
  queueMicrotask(() => show('microtask'));
  setTimeout(show, 1, 'timeout');
  setImmediate(show, 'immediate');
  Promise.resolve().then(() => show('then'));
  (async () => {
    await null;
    show('after await');
    storage.enterWith('entered');
    await null;
    show('after enterWith');
  })();
});
show('outside again');
try {
  storage.run('thrown', () => { throw new Error('out'); });
} catch {
  show('after a throw');
}

// The context is that of `then`, not of who resolves.
let resolve;
const promise = new Promise((done) => { resolve = done; });
storage.run('listener', () => promise.then(() => show('then')));
storage.run('resolver', () => resolve());

const bound = storage.run('bound', () => AsyncLocalStorage.bind((x) => `${storage.getStore()} ${x}`));
const snapshot = storage.run('snapshot', () => AsyncLocalStorage.snapshot());
console.log(bound(1), bound.length, snapshot((x) => `${storage.getStore()} ${x}`, 2), snapshot.length);

const resource = storage.run('resource', () => new AsyncResource('Thing'));
resource.runInAsyncScope(function(x) {
  console.log(this.y, x, storage.getStore(), executionAsyncId() === resource.asyncId());
}, { y: 1 }, 2);
console.log(resource.triggerAsyncId() === executionAsyncId(), resource.emitDestroy() === resource);
const tied = AsyncResource.bind(function(a, b) { return this; }, 'Tied', 'self');
console.log(tied.length, String(tied()), executionAsyncId(), triggerAsyncId());

const two = new AsyncLocalStorage();
storage.run(1, () => {
  two.run(2, () => {
    console.log(storage.getStore(), two.getStore());
    two.disable();
    console.log(storage.getStore(), two.getStore());
  });
  two.enterWith(3);
});
console.log(storage.getStore(), two.getStore());
{
  const scope = storage.withScope('scoped');
  show('in a scope');
  scope.dispose();
  show('after it');
}
for (const fn of [() => new AsyncResource(), () => new AsyncResource('x', { triggerAsyncId: 1.5 }),
  () => new AsyncLocalStorage(1), () => AsyncResource.bind(1)]) {
  try {
    fn();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
