const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const task = async (name, ms, fails) => {
  await sleep(ms);
  console.log(name, 'done');
  if (fails) throw new Error(name);
  return name;
};

Promise.all([task('a', 10), task('b', 5, true), task('c', 20)])
  .then((names) => console.log(names))
  .catch((error) => console.log('failed:', error.message));
