// Two loads that don't depend on each other: awaited in turn, they take twice as long.
const load = (name) => new Promise((resolve) => setTimeout(resolve, 100, name));

async function main() {
  let start = Date.now();
  const a = await load('a');
  const b = await load('b');
  console.log(a, b, 'in turn:', Date.now() - start, 'ms');

  start = Date.now();
  const both = await Promise.all([load('c'), load('d')]);
  console.log(...both, 'together:', Date.now() - start, 'ms');
}

main();
