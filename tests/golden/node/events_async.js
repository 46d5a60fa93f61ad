// Events as promises and async iterators, rejections of listeners, and async resources.
const EventEmitter = require('events');
const { once, on, captureRejectionSymbol, EventEmitterAsyncResource } = EventEmitter;
const { AsyncLocalStorage, executionAsyncId } = require('async_hooks');

const show = (error) => console.log(error.name, error.code, error.message, error.cause);

async function main() {
  const emitter = new EventEmitter();
  setImmediate(() => emitter.emit('go', 1, 2));
  console.log(await once(emitter, 'go'), emitter.eventNames());
  setImmediate(() => emitter.emit('error', new Error('early')));
  await once(emitter, 'go').catch(show);
  setImmediate(() => emitter.emit('error', 'value'));
  console.log(await once(emitter, 'error'));
  await once(emitter, 'go', { signal: AbortSignal.abort('reason') }).catch(show);
  const controller = new AbortController();
  setImmediate(() => controller.abort());
  await once(emitter, 'go', { signal: controller.signal }).catch((error) => {
    console.log(error.name, error.code, error.cause.name);
  });
  const target = new EventTarget();
  setImmediate(() => target.dispatchEvent(new Event('ping')));
  const [event] = await once(target, 'ping');
  console.log(event.type, emitter.eventNames());

  setImmediate(() => {
    emitter.emit('data', 1);
    emitter.emit('data', 2, 3);
    emitter.emit('end');
  });
  for await (const args of on(emitter, 'data', { close: ['end'] })) console.log(args);
  console.log(emitter.eventNames());
  const iterator = on(emitter, 'data');
  emitter.emit('data', 'kept');
  emitter.emit('error', new Error('in between'));
  console.log(await iterator.next());
  await iterator.next().catch(show);
  console.log(await iterator.next(), await iterator.return());
  console.log(Object.keys(iterator), iterator[Symbol.asyncIterator]() === iterator);

  const careful = new EventEmitter({ captureRejections: true });
  careful.on('work', async () => { throw new Error('rejected'); });
  careful.on('error', (error) => console.log('error:', error.message));
  careful.emit('work');
  await new Promise(setImmediate);
  careful[captureRejectionSymbol] = (error, name, ...args) => console.log(error.message, name, args);
  careful.emit('work', 1, 2);
  await new Promise(setImmediate);

  const storage = new AsyncLocalStorage();
  const resource = storage.run('inside', () => new EventEmitterAsyncResource({ name: 'mine' }));
  resource.on('x', () => console.log(storage.getStore(), executionAsyncId() === resource.asyncId));
  resource.emit('x');
  console.log(storage.getStore(), resource.asyncResource.eventEmitter === resource);
  const seen = [];
  EventEmitter.addAbortListener(controller.signal, () => seen.push('at once'));
  const later = new AbortController();
  EventEmitter.addAbortListener(later.signal, () => seen.push('later'));
  EventEmitter.addAbortListener(later.signal, () => seen.push('never'))[Symbol.dispose]();
  later.abort();
  await null;
  console.log(seen);
}
main();
