// Six jobs, but never more than three at a time.

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Calls `work` for each item, at most `limit` at once; the results keep the order of the items.
//
// Instead of a queue there are `limit` workers. They share one position in the list, and each takes
// the next item as soon as it is free. No lock is needed: between two awaits nobody interrupts.
async function mapLimit(items, limit, work) {
  const results = new Array(items.length);
  let next = 0;
  async function worker() {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  }
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}

let running = 0;
let most = 0;

async function job(n) {
  running++;
  most = Math.max(most, running);
  console.log(`${'|'.repeat(running)} job ${n} starts, ${running} running`);
  // The delays are multiples of 25 ms, chosen so that no two jobs end at the same time.
  await sleep(n === 1 ? 100 : n === 2 ? 50 : 75);
  running--;
  return n * n;
}

mapLimit([1, 2, 3, 4, 5, 6], 3, job).then((squares) => {
  console.log('results', squares);
  console.log('most at a time', most);
});
