// Channels, their stores, and tracing channels.
const dc = require('diagnostics_channel');
const { AsyncLocalStorage } = require('async_hooks');

const channel = dc.channel('mine');
console.log(channel, channel === dc.channel('mine'), channel.hasSubscribers, dc.hasSubscribers('x'));
const listener = (message, name) => console.log('got', message, name);
dc.subscribe('mine', listener);
channel.publish({ a: 1 });
console.log(channel.hasSubscribers, channel instanceof dc.Channel, channel.constructor.name);
console.log(dc.unsubscribe('mine', listener), channel.unsubscribe(listener), channel.hasSubscribers);
channel.publish('unheard');

process.on('uncaughtException', (error) => console.log('uncaught', error.message));
channel.subscribe(() => { throw new Error('of a subscriber'); });
channel.subscribe(listener);
channel.publish('still told');

const storage = new AsyncLocalStorage();
channel.bindStore(storage, (data) => ({ data }));
console.log(channel.runStores('context', function(x) {
  return [this.y, x, storage.getStore()];
}, { y: 1 }, 2), storage.getStore(), channel.unbindStore(storage), channel.unbindStore(storage));

for (const fn of [() => dc.channel(1), () => dc.subscribe('x', 1), () => dc.tracingChannel(1),
  () => dc.tracingChannel({ start: 1 })]) {
  try {
    fn();
  } catch (error) {
    console.log(error.code, error.message);
  }
}

const tracing = dc.tracingChannel('work');
console.log(Object.keys(tracing), tracing.start.name, tracing.hasSubscribers);
const handlers = {};
for (const name of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
  handlers[name] = (context) => console.log(name, context);
}
tracing.subscribe(handlers);
console.log(tracing.traceSync((a, b) => a + b, { id: 1 }, null, 1, 2));
try {
  tracing.traceSync(() => { throw 'sync'; }, { id: 2 });
} catch (error) {
  console.log('caught', error);
}
(async () => {
  console.log(await tracing.tracePromise(async (x) => x, { id: 3 }, null, 'value'));
  await tracing.tracePromise(async () => { throw 'async'; }, { id: 4 }).catch(console.log);
  await new Promise((resolve) => {
    tracing.traceCallback((x, done) => setImmediate(done, null, x), -1, { id: 5 }, null, 'x', (...args) => {
      console.log('callback', args);
      resolve();
    });
  });
  console.log(tracing.unsubscribe(handlers), tracing.hasSubscribers);
})();
