const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const jobs = [['a', 30], ['b', 10], ['c', 10]];

async function worker(name) {
  for (let job; (job = jobs.shift());) {
    await sleep(job[1]);
    console.log(name, 'did', job[0]);
  }
}

Promise.all([worker('w1'), worker('w2')]).then(() => console.log('all done'));
