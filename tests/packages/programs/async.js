// async: control flow with callbacks and with promises.
const async = require('async');

const later = (value, time = 1) => (callback) => setTimeout(callback, time, null, value);

async function main() {
  console.log(await async.series([later('a', 5), later('b')]));
  console.log(await async.parallel({ one: later(1, 10), two: later(2) }));
  console.log(await async.parallelLimit([later(1), later(2), later(3)], 2));
  console.log(await async.waterfall([
    (next) => next(null, 1, 2),
    (a, b, next) => setImmediate(next, null, a + b),
    (sum, next) => process.nextTick(next, null, sum * 10),
  ]));
  console.log(await async.map(['x', 'yy', 'zzz'], async (text) => text.length));
  console.log(await async.filter([1, 2, 3, 4], (n, callback) => callback(null, n % 2 === 0)));
  console.log(await async.reduce([1, 2, 3], 10, (memo, item, callback) => setImmediate(callback, null, memo + item)));
  console.log(await async.groupBy(['ant', 'bee', 'asp'], async (word) => word[0]));
  console.log(await async.sortBy([3, 1, 2], async (n) => -n));
  console.log(await async.detect([1, 5, 9], async (n) => n > 3), await async.some([1], async (n) => n > 3));
  console.log(await async.concat(['a', 'b'], async (x) => [x, x + x]));
  console.log(await async.transform([1, 2, 3], (acc, item, index, callback) => {
    acc.push(item * index);
    callback(null);
  }));
  console.log(await async.auto({
    email: ['user', (results, callback) => callback(null, `${results.user}@example.org`)],
    user: (callback) => setTimeout(callback, 2, null, 'ann'),
    message: ['user', 'email', (results, callback) => callback(null, Object.keys(results).sort().join())],
  }));
  let attempts = 0;
  console.log(await async.retry({ times: 4, interval: 1 }, (callback) => {
    attempts++;
    callback(attempts < 3 ? new Error('again') : null, attempts);
  }));
  let count = 0;
  await async.whilst(async () => count < 3, async () => count++);
  await async.until(async () => count === 5, async () => count++);
  console.log('count', count);
  await async.timeout((callback) => setTimeout(callback, 500).unref(), 5)((error) => console.log(error.message, error.code));

  const memoized = async.memoize((x, callback) => {
    console.log('computing', x);
    setImmediate(callback, null, x * x);
  });
  memoized(3, () => memoized(3, (error, value) => console.log('memo', value)));
  await new Promise((resolve) => setTimeout(resolve, 5));
  console.log((await async.reflectAll([later(1), (callback) => callback(new Error('bad'))]).map((task) => task.length)));
  await async.each(['file', ''], async (name) => {
    if (!name) throw new TypeError('no name');
  }).catch((error) => console.log(String(error)));
}

function queues() {
  const queue = async.queue((task, callback) => {
    console.log('task', task.name);
    setTimeout(callback, 2, task.name === 'bad' ? new Error('bad task') : null);
  }, 2);
  queue.error((error, task) => console.log('error', error.message, task.name));
  queue.drain(() => {
    console.log('drained');
    const priority = async.priorityQueue((task, callback) => {
      console.log('priority', task);
      callback();
    }, 1);
    priority.push('third', 3);
    priority.push('first', 1);
    priority.push('second', 2);
    const cargo = async.cargo((tasks, callback) => {
      console.log('cargo', tasks);
      callback();
    }, 2);
    cargo.push([1, 2, 3]);
  });
  queue.saturated(() => console.log('saturated'));
  queue.push([{ name: 'a' }, { name: 'bad' }, { name: 'c' }]);
  queue.unshift({ name: 'front' });
  console.log(queue.length(), queue.idle(), queue.concurrency);
}

main().then(queues);
