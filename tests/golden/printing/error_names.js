// The first line of an error: names, messages and classes that were changed before and after.
Error.stackTraceLimit = 0;
class MyError extends Error {}
class Named extends Error { constructor(message) { super(message); this.name = 'Custom'; } }
class Coded extends TypeError { code = 'E_CODE'; }
class Got extends Error { get name() { return 'Got'; } }
const makers = [
  () => new Error('m'), () => new TypeError('m'), () => new MyError('m'), () => new Named('m'), () => new Coded('m'), () => new Got('m'),
  () => new Error(''), () => new Error('two\nlines'), () => new AggregateError([1], 'agg'), () => new Error('x', { cause: 5 }),
];
const changes = {
  none() {},
  name(error) { error.name = 'Renamed'; },
  emptyName(error) { error.name = ''; },
  numberName(error) { error.name = 5; },
  noName(error) { error.name = undefined; },
  nullName(error) { error.name = null; },
  symbolName(error) { error.name = Symbol('n'); },
  hiddenName(error) { Object.defineProperty(error, 'name', { value: 'Hidden' }); },
  message(error) { error.message = 'changed'; },
  messageLate(error) { error.stack; error.message = 'late'; error.name = 'Late'; },
  numberMessage(error) { error.message = 5; },
  noMessage(error) { error.message = undefined; },
  bare(error) { Object.setPrototypeOf(error, null); },
  plain(error) { Object.setPrototypeOf(error, {}); },
  array(error) { Object.setPrototypeOf(error, Array.prototype); },
  tag(error) { error[Symbol.toStringTag] = 'Tag'; },
  extra(error) { error.extra = { a: [1] }; },
};
for (const change in changes) {
  console.log(change);
  for (const make of makers) {
    const error = make();
    changes[change](error);
    try {
      console.log(error);
    } catch (thrown) {
      console.log('threw', thrown.message);
    }
  }
}
