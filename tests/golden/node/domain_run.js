// Domains take the errors of what was begun in them: timers, ticks, promises, emitters.
const domain = require('domain');
const { EventEmitter } = require('events');

const log = (...args) => console.log(...args);
const made = (name) => {
  const d = domain.create();
  d.name = name;
  d.on('error', (error) => {
    log(name, 'got', error.message, error.domainThrown, error.domain?.name,
        error.domainEmitter === undefined, process.domain?.name);
  });
  return d;
};

const first = made('first');
log(first.run(function(a, b) {
  return [this === first, process.domain.name, domain.active.name, a, b];
}, 1, 2));
log(process.domain, domain.active, domain._stack.length);

// What runs later is in the domain that it was begun in.
first.run(() => {
  setTimeout(() => {
    log('timeout in', process.domain.name);
    throw new Error('from a timer');
  }, 100);
  setImmediate(() => log('immediate in', process.domain.name));
  process.nextTick(() => log('tick in', process.domain.name));
  Promise.resolve().then(() => log('job in', process.domain.name));
  (async () => {
    await null;
    log('async function in', process.domain.name);
    throw new Error('from an async function');
  })();
});

// Nested: the inner one's handler runs in the outer one, which gets what that throws.
const outer = made('outer');
outer.run(() => {
  const inner = domain.create();
  inner.on('error', (error) => {
    log('inner got', error.message, 'in', process.domain.name);
    throw new Error('from the handler');
  });
  setTimeout(() => inner.run(() => {
    throw new Error('nested');
  }), 200);
});

// Emitters: without a listener the domain gets the error.
const emitter = first.run(() => new EventEmitter());
log(Object.keys(emitter).includes('domain'), emitter.domain === first);
emitter.emit('error', new Error('of an emitter'));
emitter.emit('error', 'no error');
emitter.emit('error');
emitter.on('event', () => log('listener in', process.domain.name));
emitter.emit('event');
emitter.on('error', (error) => log('own listener', error.message, process.domain));
emitter.emit('error', new Error('for the listener'));

// Added and removed.
const other = new EventEmitter();
log(other.domain);
outer.add(other);
log(other.domain.name, outer.members.length);
first.add(other);
log(other.domain.name, outer.members.length, first.members.length);
first.remove(other);
log(other.domain, first.members.length);

// bind and intercept.
const bound = first.bind(function(value) {
  log('bound', value, process.domain.name, this.self);
  return value * 2;
});
log(bound.domain === first, bound.name, bound.call({ self: 7 }, 21));
const intercepted = first.intercept((...values) => log('intercepted', values, process.domain.name));
intercepted(null, 1, 2);
intercepted(new Error('given'), 1, 2);
log(intercepted.name, intercepted.domain);

// By hand.
first.enter();
outer.enter();
first.enter();
log(domain._stack.map((d) => d.name).join());
outer.exit();
log(domain._stack.map((d) => d.name).join(), process.domain.name);
first.exit();
log(process.domain, domain.active);

process.on('exit', () => log('end', domain._stack.length));
