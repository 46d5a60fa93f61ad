// `stack` is an accessor, made when it is first asked for.
const header = (object) => String(object.stack).split('\n')[0];
const describe = (object) => {
  const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(object, 'stack');
  return [typeof get, get.name, get.length, typeof set, set.length, enumerable, configurable];
};
const error = new Error('m');
console.log(describe(error), Reflect.ownKeys(error), Object.keys(error));
const object = { name: 'N', message: 'M' };
console.log(Error.captureStackTrace(object), describe(object), Reflect.ownKeys(object));
object.name = 'Later';
console.log(header(object));
object.name = 'Too late';
console.log(header(object));
error.message = 'changed';
console.log(header(error));
error.stack = 5;
console.log(error.stack, describe(error));
const one = Object.getOwnPropertyDescriptor(error, 'stack');
const other = Object.getOwnPropertyDescriptor(object, 'stack');
console.log(one.get === other.get, one.set === other.set, one.get.call({}), one.get.call(1), one.set.call({}, 1));
const heir = Object.create(object);
console.log(header(heir), Object.keys(heir));
heir.stack = 'on the heir';
console.log(Object.hasOwn(heir, 'stack'), object.stack);
console.log(new Proxy(new Error('p'), {}).stack);
const frozen = Object.freeze(new Error('f'));
frozen.stack = 'still set';
console.log(frozen.stack);
for (const target of [function f() {}, [1], new Map(), Object.create(null), class A {}, { stack: 1 }]) {
  Error.captureStackTrace(target);
  console.log(header(target), Object.keys(target));
}
for (const target of [1, undefined, new Proxy({}, {}), Object.freeze({}), Object.defineProperty({}, 'stack', { value: 1 })]) {
  try {
    Error.captureStackTrace(target);
    console.log('captured');
  } catch (thrown) {
    console.log(thrown.name, thrown.message);
  }
}
const symbolName = Object.assign(new Error('m'), { name: Symbol('n') });
try {
  symbolName.stack;
} catch (thrown) {
  console.log(thrown.message);
}
Error.prepareStackTrace = (error, sites) => { console.log('prepared', error.message); return sites.length > 0; };
const lazy = new Error('lazy');
const captured = { message: 'captured' };
Error.captureStackTrace(captured);
console.log('nothing is prepared yet');
console.log(lazy.stack, lazy.stack, captured.stack, captured.stack);
Error.prepareStackTrace = undefined;
Error.stackTraceLimit = 0;
const none = new Error('no frames');
console.log(none.stack);
Error.stackTraceLimit = 'none';
const nothing = new Error('no stack');
console.log(nothing.stack, describe(nothing));
console.log(nothing);
