// The method that a class defines for being shown: what it may return, throw, and is given.
const custom = Symbol.for('nodejs.util.inspect.custom');
const show = (inspect, options) => {
  const value = { [custom]: inspect, a: 1 };
  try {
    console.log(value, [value], { deep: { value } });
    console.dir({ value }, { customInspect: true, ...options });
  } catch (error) {
    console.log('threw', error instanceof Error ? error.message : error);
  }
};
show(() => 'text');
show(() => 'two\nlines');
show(() => 5);
show(() => null);
show(() => undefined);
show(() => Symbol('s'));
show(() => ({ other: 1 }));
show(() => ['list', { of: 'things' }]);
show(() => function named() {});
show(function () { return this; });
show(() => { throw new Error('thrown'); });
show(() => { throw 5; });
show((depth, options) => `${depth} ${options.depth} ${Object.keys(options)}`, { depth: 4 });
show((depth, options, inspect) => inspect({ a: { b: { c: {} } } }, options));
show((depth, options, inspect) => inspect('text', { ...options, colors: true }));
show((depth, options) => options.stylize('x', 'special') + options.stylize('y', 'number'), { colors: true });
show((depth, options) => `${options.mine} ${options.compact}`, { mine: 'extra', compact: 5 });
show(5);
show(null);
console.log({ get [custom]() { return () => 'from a getter'; } });
try {
  console.log({ get [custom]() { throw new Error('getter'); } });
} catch (error) {
  console.log(error.message);
}
class Money { constructor(amount) { this.amount = amount; } [custom]() { return `Money<${this.amount}>`; } }
console.log(new Money(5), [new Money(1)], new Map([[new Money(2), new Money(3)]]), Money, Money.prototype);
console.log(new Proxy(new Money(7), {}));
console.log({ [custom]: (depth, options) => `${Object.getPrototypeOf(options) === Object.prototype}` });
console.log(Object.setPrototypeOf({ [custom]: (depth, options) => `${Object.getPrototypeOf(options)} ${typeof options.stylize}` }, null));
console.dir(new Money(1));
