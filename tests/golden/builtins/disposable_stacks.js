// A DisposableStack gathers things to be disposed of together, the last one first.
const log = (text) => () => console.log(text);
const stack = new DisposableStack();
console.log(stack.use({ [Symbol.dispose]: log('used') }) !== undefined, stack.use(null));
console.log(stack.adopt('value', (value) => console.log('adopted', value)));
console.log(stack.defer(log('deferred')), stack.disposed);
const moved = stack.move();
console.log(stack.disposed, moved.disposed, moved instanceof DisposableStack);
moved.dispose();
moved.dispose();
console.log(moved.disposed);
{
  using scoped = new DisposableStack();
  scoped.defer(log('at the end of the block'));
}

// Errors are chained.
try {
  using failing = new DisposableStack();
  failing.defer(() => { throw 'first'; });
  failing.defer(() => { throw 'second'; });
} catch (error) {
  console.log(error.name, error.error, error.suppressed);
}
const attempts = {
  used: () => stack.use(null),
  'without new': () => DisposableStack(),
  adopt: () => new DisposableStack().adopt(1, 2),
  number: () => new DisposableStack().use(2),
  plain: () => new DisposableStack().use({}),
  receiver: () => DisposableStack.prototype.use.call({}),
};
for (const [what, attempt] of Object.entries(attempts)) {
  try {
    attempt();
  } catch (error) {
    console.log(`${what}: ${error}`);
  }
}
const { dispose, [Symbol.dispose]: symbol } = DisposableStack.prototype;
console.log(dispose === symbol, Object.prototype.toString.call(stack));
const suppressed = new SuppressedError('error', 'suppressed', 'message');
console.log(Object.keys(suppressed), suppressed.error, suppressed.suppressed, `${suppressed}`);

// The asynchronous one gives a promise.
(async () => {
  const later = new AsyncDisposableStack();
  later.use({ [Symbol.dispose]: log('sync') });
  later.use({ async [Symbol.asyncDispose]() { console.log('async'); } });
  later.adopt('value', async (value) => console.log('adopted', value));
  later.defer(async () => { throw 'rejected'; });
  later.use(null);
  const done = later.disposeAsync();
  console.log(later.disposed, done instanceof Promise);
  await done.catch((error) => console.log('caught', error));
  console.log(await later.disposeAsync());
  await AsyncDisposableStack.prototype.disposeAsync.call(1).catch((error) => console.log(`${error}`));
})();
