// What the module has, and what it changes in others.
const { EventEmitter } = require('events');
console.log(EventEmitter.usingDomains, process.domain, EventEmitter.init.length);
const domain = require('domain');

console.log(Object.keys(domain));
console.log(domain.create === domain.createDomain, domain.create.name, domain.active, domain._stack);
console.log(Object.getOwnPropertyDescriptor(process, 'domain'));
console.log(EventEmitter.usingDomains, EventEmitter.init.name, EventEmitter.prototype.emit.name,
            EventEmitter.prototype.emit.length);
for (const key of Reflect.ownKeys(domain.Domain.prototype)) {
  const { value, enumerable } = Object.getOwnPropertyDescriptor(domain.Domain.prototype, key);
  console.log(key, typeof value, value?.name, value?.length, enumerable);
}
const d = domain.create();
console.log(d);
console.log(Reflect.ownKeys(d), d instanceof EventEmitter);
console.log(Reflect.ownKeys(new EventEmitter()));

try {
  process.setUncaughtExceptionCaptureCallback(() => {});
} catch (error) {
  console.log(error.code, error.message);
  console.log(error.stack.includes('Error: require(`domain`) at this point'));
}
console.log(process.hasUncaughtExceptionCaptureCallback());
d.enter();
console.log(process.hasUncaughtExceptionCaptureCallback());
d.on('error', () => {});
console.log(process.hasUncaughtExceptionCaptureCallback());
d.exit();
console.log(process.hasUncaughtExceptionCaptureCallback());

// Without a listener an error is an uncaught one, and all domains were left.
process.on('uncaughtException', (error, origin) => {
  console.log('uncaught', error.message, origin, process.domain, domain._stack.length);
});
console.log(process.listenerCount('uncaughtException'));
const quiet = domain.create();
quiet.run(() => setTimeout(() => {
  throw new Error('nobody');
}));
quiet.run(() => Promise.reject(new Error('rejected')));
