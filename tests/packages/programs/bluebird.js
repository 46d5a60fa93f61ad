// bluebird: its collection methods, cancellation, filters of catch, resources, promisification.
const Bluebird = require('bluebird');
const fs = require('fs');

Bluebird.config({ cancellation: true, longStackTraces: false, warnings: false });

class Resource {
  constructor(name) { this.name = name; }
  close() { console.log('close', this.name); }
}
const open = (name) => Bluebird.delay(1).then(() => new Resource(name)).disposer((resource) => resource.close());

async function main() {
  console.log(await Bluebird.map([3, 1, 2], (x) => Bluebird.delay(x, x * 2), { concurrency: 2 }));
  console.log(await Bluebird.filter([1, 2, 3, 4], async (x) => x % 2));
  console.log(await Bluebird.reduce([1, 2, 3], (total, x) => total + x, 100));
  console.log(await Bluebird.mapSeries(['a', 'b'], (x, index, length) => x + index + length));
  console.log(await Bluebird.props({ a: Bluebird.resolve(1), b: 2 }));
  console.log(await Bluebird.some([Bluebird.delay(20, 'slow'), Bluebird.delay(1, 'x'), 'y'], 2));
  console.log(await Bluebird.join(1, Bluebird.resolve(2), (a, b) => a + b));
  await Bluebird.each([1, 2], (x) => console.log('each', x));
  console.log(await Bluebird.resolve([1, 2]).spread((a, b) => `${a}-${b}`));
  console.log(await Bluebird.resolve({ a: { b: 5 } }).get('a').get('b'));
  console.log(await Bluebird.resolve([5, 6]).call('indexOf', 6).tap((x) => console.log('tap', x)));

  await Bluebird.reject(new TypeError('typed'))
    .catch(RangeError, () => console.log('wrong'))
    .catch(TypeError, SyntaxError, (error) => console.log('by class', error.message));
  await Bluebird.reject({ code: 7 })
    .catch({ code: 8 }, () => console.log('wrong'))
    .catch({ code: 7 }, (error) => console.log('by shape', error.code));
  await Bluebird.delay(200).timeout(2, 'too slow')
    .catch(Bluebird.TimeoutError, (error) => console.log(error.name, error.message));
  const results = await Bluebird.all([Bluebird.resolve(1), Bluebird.reject(new Error('x'))].map((p) => p.reflect()));
  console.log(results.map((result) => [result.isFulfilled(), result.isRejected()]));
  console.log(await Bluebird.any([Bluebird.reject(new Error('a')), 2]));
  await Bluebird.any([Bluebird.reject(new Error('a'))]).catch(Bluebird.AggregateError, (error) => console.log(error.length, error[0].message));

  const cancelled = new Bluebird((resolve, reject, onCancel) => onCancel(() => console.log('told to cancel')));
  cancelled.then(() => console.log('never')).finally(() => console.log('finally runs'));
  cancelled.cancel();
  await Bluebird.delay(1);
  console.log(cancelled.isCancelled(), cancelled.isPending());

  await Bluebird.using(open('a'), open('b'), (a, b) => {
    console.log('using', a.name, b.name);
  });
  await Bluebird.using(open('c'), () => { throw new Error('inside'); }).catch((error) => console.log(error.message));

  const target = { value: 2, times(n, callback) { callback(null, this.value * n); }, bad(callback) { callback(new Error('op')); } };
  Bluebird.promisifyAll(target);
  console.log(await target.timesAsync(21), Object.keys(target));
  await target.badAsync().error((error) => console.log('operational', error.message));
  console.log(await Bluebird.fromCallback((callback) => callback(null, 'from callback')));
  Bluebird.resolve('node').asCallback((error, value) => console.log('callback', error, value));
  console.log(await Bluebird.coroutine(function* (x) {
    const y = yield Bluebird.delay(1, x + 1);
    try {
      yield Bluebird.reject(new Error('thrown in'));
    } catch (error) {
      return [y, error.message];
    }
  })(1));
  console.log(await Bluebird.method((x) => x * 2)(4), await Bluebird.try(() => { throw new Error('t'); }).catch((e) => e.message));
  console.log(typeof fs.readFileSync, Bluebird.is(Bluebird.resolve()), Bluebird.resolve(1).toString());
}

process.on('unhandledRejection', (reason) => console.log('unhandled', reason.message));
main().then(() => {
  Bluebird.reject(new Error('nobody'));
});
