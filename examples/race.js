// Promise.race and its relatives: the first one counts. Used here for a timeout.

const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

// Fails if the promise takes longer than `ms`. The timer is cleared in any case: an idle timer
// would keep the program from ending.
function withTimeout(promise, ms) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${ms} ms`)), ms);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

// Tries again a few times, with a longer pause each time.
async function retry(times, attempt) {
  for (let n = 1; ; n++) {
    try {
      return await attempt(n);
    } catch (error) {
      console.log(`attempt ${n}: ${error.message}`);
      if (n === times) throw error;
      await sleep(5 * 2 ** n);
    }
  }
}

async function main() {
  console.log('race:', await Promise.race([sleep(40, 'tortoise'), sleep(10, 'hare')]));

  // any: the first that succeeds; failures only matter if all fail.
  const mirrors = [Promise.reject(new Error('mirror 1 is down')), sleep(10, 'mirror 2')];
  console.log('any:', await Promise.any(mirrors));
  await Promise.any([Promise.reject('x'), Promise.reject('y')]).catch((error) => {
    console.log('any of none:', error.constructor.name, error.errors);
  });

  console.log('in time:', await withTimeout(sleep(5, 'quick'), 100));
  await withTimeout(sleep(100, 'slow'), 20).catch((error) => console.log('too late:', error.message));

  const answer = await retry(3, (n) => withTimeout(sleep(n < 3 ? 90 : 5, `answer ${n}`), 30));
  console.log('retry:', answer);
}

main();
