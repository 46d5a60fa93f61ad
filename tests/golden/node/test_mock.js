// Mocks of functions, methods, properties, timers and the date.
const { mock } = require('node:test');

const add = mock.fn((a, b) => a + b);
console.log(add(1, 2), add.call('self', 3, 4), add.mock.callCount());
for (const { arguments: args, result, error, target, this: self, stack } of add.mock.calls) {
  console.log(args, result, error, target, self, stack instanceof Error);
}
add.mock.mockImplementation((a, b) => a * b);
add.mock.mockImplementationOnce(() => 'once', 3);
console.log(add(3, 3), add(3, 3), add(3, 3));
add.mock.restore();
console.log(add(3, 3));
add.mock.resetCalls();
console.log(add.mock.calls, mock.fn().mock);

const object = { value: 1, method() { return this.value; }, get size() { return 5; }, set size(v) {} };
const method = mock.method(object, 'method', function() { return this.value * 10; });
console.log(object.method(), method.mock.callCount(), object.method.mock === method.mock);
mock.getter(object, 'size', () => 7);
console.log(object.size);
const property = mock.property(object, 'value', 2);
console.log(object.value, object.value = 3, object.value, property.mock.accessCount());
console.log(property.mock.accesses.map(({ type, value }) => [type, value]));
mock.restoreAll();
console.log(object.method(), object.size, object.value);
class Point {
  constructor(x) { this.x = x; }
}
const Mocked = mock.fn(Point);
console.log(new Mocked(1) instanceof Point, Mocked.mock.calls[0].target === Point);
const limited = mock.fn(() => 'original', () => 'mocked', { times: 2 });
console.log(limited(), limited(), limited());

mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'setImmediate', 'Date'], now: 1000 });
setTimeout((x) => console.log('timeout', x, Date.now()), 50, 'x');
const interval = setInterval(() => console.log('interval', Date.now()), 20);
setImmediate(() => console.log('immediate'));
console.log(new Date().toISOString(), Date.now(), new Date(5).getTime(), typeof Date());
mock.timers.tick(45);
clearInterval(interval);
mock.timers.tick(10);
mock.timers.setTime(5000);
console.log(Date.now());
mock.timers.reset();
console.log(Date.now() > 1e12);

for (const fn of [() => mock.fn(1), () => mock.method(object, 'none'), () => mock.fn(() => {}, { times: 0 }),
  () => mock.timers.tick(1), () => mock.timers.enable({ apis: ['x'] }), () => mock.timers.enable({ now: -1 }),
  () => mock.property(object, 'none', 1), () => mock.getter(object, 'size', { getter: false })]) {
  try {
    console.log(fn());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
