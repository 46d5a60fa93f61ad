// The order of side effects in patterns is fixed.
const log = [];
const t = (name, value) => (log.push(name), value);
function show(title) { console.log(title + ': ' + log.splice(0).join(' ')); }
const traced = (name, keys) => {
  const object = {};
  for (const key of keys) {
    Object.defineProperty(object, key, { enumerable: true, get() { log.push(`${name}.${key}`); return key; } });
  }
  return object;
};
const iterable = (values, name = 'it') => ({
  [Symbol.iterator]() {
    log.push(name + '.open');
    let i = 0;
    return {
      next() { log.push(name + '.next'); return i < values.length ? { value: values[i++], done: false } : { done: true }; },
      return() { log.push(name + '.close'); return {}; },
    };
  },
});

// The key, then the target, then the read, then the default.
const target = {};
({ [t('key', 'a')]: t('target', target).x = t('default', 1) } = { get a() { log.push('read'); } });
show('object');

var [p, q] = iterable([1, 2, 3]);
show('closes when values are left');
var [p2, q2, r2] = iterable([1]);
show('does not close when it ended');
var [p3, ...rest3] = iterable([1, 2]);
show('rest reads to the end');
var [] = iterable([1]);
show('empty pattern');
[t('first', target).x, t('second', target).y = t('default', 2)] = iterable([1]);
show('assignment');
try {
  [t('target', null).x] = iterable([1]);
} catch (e) {
  log.push(e.name);
}
show('throwing target closes');
try {
  var [z = (() => { throw new Error('default'); })()] = iterable([undefined]);
} catch (e) {
  log.push(e.message);
}
show('throwing default closes');
var { a, ...others } = traced('src', ['c', 'a', 'b']);
show('object rest');
